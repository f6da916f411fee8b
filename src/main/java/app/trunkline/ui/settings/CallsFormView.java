package app.trunkline.ui.settings;

import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.Screening;
import app.trunkline.sip.SipStatus;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionList;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.settings.CallsFormViewModel.Fault;
import app.trunkline.ui.settings.CallsFormViewModel.When;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Do-not-disturb, forwarding, blocked callers, auto-answer, limits and rules for lines. */
final class CallsFormView extends VBox {
    private static final Texts TEXTS = new Texts();
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private record Row(TextField field, Label help, String words) {}

    private final CallsFormViewModel model;
    private final FarSideFormView farSide;
    private final Map<When, Row> targets = new EnumMap<>(When.class);

    CallsFormView(SettingsViewModel settings, SuggestionsViewModel suggestions, Subscriptions bag) {
        model = settings.calls;
        farSide = new FarSideFormView(model.farSide);
        setSpacing(24);
        getChildren()
                .setAll(
                        section(TEXTS.get("settings.dnd"), this::disturb),
                        section(TEXTS.get("settings.forward"), this::forwarding),
                        section(TEXTS.get("settings.block"), this::screening),
                        section(TEXTS.get("settings.auto-answer"), this::autoAnswer),
                        farSide,
                        section(TEXTS.get("settings.limits"), this::limits));
        getChildren().add(new LineRulesView(settings));
        targets.values()
                .forEach(row -> SuggestionList.attach(
                        row.field(), suggestions, TEXTS, bag, who -> row.field().setText(who.number())));
        model.fault.addListener((o, before, after) -> show(after));
    }

    private static VBox section(String title, java.util.function.Consumer<FormGrid> rows) {
        var heading = new Label(title);
        heading.getStyleClass().add("section-title");
        var grid = new FormGrid();
        rows.accept(grid);
        return new VBox(12, heading, grid);
    }

    private void disturb(FormGrid grid) {
        grid.row(check("dnd-on", TEXTS.get("settings.dnd"), model.doNotDisturb), TEXTS.get("settings.dnd.help"));
        grid.row(
                TEXTS.get("settings.dnd.code"),
                choice(
                        "dnd-code",
                        model.doNotDisturbCode.asObject(),
                        List.of(SipStatus.TEMPORARILY_UNAVAILABLE, SipStatus.BUSY_HERE),
                        code -> TEXTS.get("settings.dnd.code." + code)),
                "");
        grid.row(
                TEXTS.get("settings.dnd.except"),
                text("dnd-except", model.except, TEXTS.get("settings.dnd.except.prompt")),
                "");
        grid.row(
                check("dnd-favourites", TEXTS.get("settings.dnd.favourites"), model.favourites),
                TEXTS.get("settings.dnd.favourites.help"));
    }

    private void forwarding(FormGrid grid) {
        target(grid, When.ALWAYS, TEXTS.get("settings.forward.always"), TEXTS.get("settings.forward.always.help"));
        target(grid, When.BUSY, TEXTS.get("settings.forward.busy"), "");
        target(grid, When.NO_ANSWER, TEXTS.get("settings.forward.no-answer"), "");
        grid.row(
                TEXTS.get("settings.after"),
                seconds("forward-after", TEXTS.get("settings.forward.after.name"), model.patience, 3),
                TEXTS.get("settings.forward.after.help"));
        target(grid, When.DO_NOT_DISTURB, TEXTS.get("settings.dnd"), "");
    }

    private void target(FormGrid grid, When when, String title, String help) {
        var id = "forward-" + when.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        var field = text(id, model.forward(when), TEXTS.get("settings.forward.prompt"));
        targets.put(when, new Row(field, grid.row(title, field, help), help));
    }

    private void screening(FormGrid grid) {
        grid.row(
                TEXTS.get("settings.block.numbers"),
                text("blocked", model.blocked, TEXTS.get("settings.block.numbers.prompt")),
                TEXTS.get("settings.block.numbers.help"));
        grid.row(check("block-anonymous", TEXTS.get("settings.block.anonymous"), model.blockAnonymous), "");
        grid.row(
                TEXTS.get("settings.block.allowed"),
                text("allowed", model.allowed, TEXTS.get("settings.block.allowed.prompt")),
                "");
        grid.row(check("only-allowed", TEXTS.get("settings.block.others"), model.onlyAllowed), "");
        grid.row(
                TEXTS.get("settings.block.action"),
                choice(
                        "block-action",
                        model.action,
                        List.of(Screening.Action.values()),
                        chosen -> TEXTS.of("settings.block.action", chosen)),
                "");
    }

    private void autoAnswer(FormGrid grid) {
        grid.row(
                TEXTS.get("settings.auto-answer.mode"),
                choice(
                        "auto-answer",
                        model.autoAnswer,
                        List.of(AutoAnswer.Mode.values()),
                        mode -> TEXTS.of("settings.auto-answer.mode", mode)),
                TEXTS.get("settings.auto-answer.help"));
        var after =
                seconds("auto-answer-after", TEXTS.get("settings.auto-answer.after.name"), model.autoAnswerAfter, 0);
        after.disableProperty().bind(model.autoAnswer.isNotEqualTo(AutoAnswer.Mode.ALWAYS));
        grid.row(TEXTS.get("settings.after"), after, TEXTS.get("settings.auto-answer.after.help"));
        var from = text("auto-answer-from", model.autoAnswerFrom, TEXTS.get("settings.auto-answer.from.prompt"));
        from.disableProperty().bind(model.autoAnswer.isEqualTo(AutoAnswer.Mode.OFF));
        grid.row(TEXTS.get("settings.auto-answer.from"), from, "");
    }

    private void limits(FormGrid grid) {
        var most = new Spinner<Integer>(1, 20, model.mostCalls.get());
        most.setId("most-calls");
        most.setEditable(true);
        most.getEditor().setAccessibleText(TEXTS.get("settings.limits.calls"));
        model.mostCalls.bind(most.valueProperty());
        grid.row(TEXTS.get("settings.limits.calls"), most, TEXTS.get("settings.limits.calls.help"));
        grid.row(
                check("busy-in-call", TEXTS.get("settings.limits.busy"), model.busyInCall),
                TEXTS.get("settings.limits.busy.help"));
        grid.row(
                check("keep-digits", TEXTS.get("settings.digits"), model.keepDigits),
                TEXTS.get("settings.digits.help"));
    }

    private static CheckBox check(String id, String words, Property<Boolean> on) {
        var box = new CheckBox(words);
        box.setId(id);
        box.selectedProperty().bindBidirectional(on);
        return box;
    }

    private static TextField text(String id, StringProperty text, String prompt) {
        var field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.textProperty().bindBidirectional(text);
        return field;
    }

    private static Node seconds(String id, String words, IntegerProperty value, int least) {
        var spinner = new Spinner<Integer>(least, 55, Math.max(least, value.get()));
        spinner.setId(id);
        spinner.setEditable(true);
        spinner.getEditor().setAccessibleText(words);
        value.bind(spinner.valueProperty());
        return spinner;
    }

    static <T> ComboBox<T> choice(String id, Property<T> chosen, List<T> all, Function<T, String> words) {
        var box = new ComboBox<T>();
        box.setId(id);
        box.getItems().setAll(all);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        box.setValue(chosen.getValue());
        box.valueProperty().addListener((o, before, after) -> chosen.setValue(after));
        return box;
    }

    private void show(Optional<Fault> fault) {
        targets.forEach((when, row) -> {
            var bad = fault.filter(f -> f.when() == when);
            row.field().pseudoClassStateChanged(INVALID, bad.isPresent());
            row.help().pseudoClassStateChanged(INVALID, bad.isPresent());
            row.help().setText(bad.map(Fault::words).orElse(row.words()));
        });
    }

    /** Scrolls to and focuses what cannot be used. */
    void lead() {
        model.fault
                .get()
                .map(fault -> targets.get(fault.when()))
                .ifPresentOrElse(row -> lead(row.field()), farSide::lead);
    }

    static void lead(Node field) {
        field.requestFocus();
        for (var node = field; node != null; node = node.getParent()) {
            if (node instanceof ScrollPane pane) {
                var content = pane.getContent();
                var y = content.sceneToLocal(field.localToScene(0, 0)).getY();
                pane.setVvalue(Math.clamp(y / content.getLayoutBounds().getHeight(), 0, 1));
                return;
            }
        }
    }
}
