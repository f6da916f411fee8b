package app.trunkline.ui.settings;

import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.Screening;
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
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private record Row(TextField field, Label help, String words) {}

    private final CallsFormViewModel model;
    private final FarSideFormView farSide;
    private final Map<When, Row> targets = new EnumMap<>(When.class);

    CallsFormView(SettingsViewModel settings) {
        model = settings.calls;
        farSide = new FarSideFormView(model.farSide);
        setSpacing(24);
        getChildren()
                .setAll(
                        section("Do not disturb", this::disturb),
                        section("Forwarding", this::forwarding),
                        section("Blocked callers", this::screening),
                        section("Answer by itself", this::autoAnswer),
                        farSide,
                        section("Several calls and lines", this::limits));
        getChildren().add(new LineRulesView(settings));
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
        grid.row(check("dnd-on", "Do not disturb", model.doNotDisturb), "Also in the head of the window.");
        grid.row(
                "Callers hear",
                choice("dnd-code", model.doNotDisturbCode.asObject(), List.of(480, 486), code -> switch (code) {
                    case 486 -> "Busy";
                    default -> "Not available";
                }),
                "");
        grid.row("Who rings anyway", text("dnd-except", model.except, "+1 415 555 0101, +44*"), "");
        grid.row(
                check("dnd-favourites", "Favourites ring anyway", model.favourites),
                "Contacts that are marked as favourites.");
    }

    private void forwarding(FormGrid grid) {
        target(grid, When.ALWAYS, "All calls", "Callers are sent there at once. Leave a field empty to switch it off.");
        target(grid, When.BUSY, "When busy", "");
        target(grid, When.NO_ANSWER, "When not answered", "");
        grid.row(
                "After",
                seconds("forward-after", "Seconds before a call that is not answered is sent on", model.patience, 3),
                "Seconds of ringing, 3 to 55.");
        target(grid, When.DO_NOT_DISTURB, "Do not disturb", "");
    }

    private void target(FormGrid grid, When when, String title, String help) {
        var id = "forward-" + when.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        var field = text(id, model.forward(when), "Number or name");
        targets.put(when, new Row(field, grid.row(title, field, help), help));
    }

    private void screening(FormGrid grid) {
        grid.row(
                "Numbers",
                text("blocked", model.blocked, "+1 900*, bob@example.com"),
                "Separate them by commas; * at the end means all that begin so. A call in the log can be blocked, too.");
        grid.row(check("block-anonymous", "Block callers without a number", model.blockAnonymous), "");
        grid.row("Always let through", text("allowed", model.allowed, "Numbers that are never blocked"), "");
        grid.row(check("only-allowed", "Block everybody else", model.onlyAllowed), "");
        grid.row(
                "A blocked caller",
                choice("block-action", model.action, List.of(Screening.Action.values()), chosen -> switch (chosen) {
                    case DECLINE -> "is declined";
                    case BUSY -> "hears busy";
                    case UNAVAILABLE -> "goes to voicemail, where there is one";
                    case QUIET -> "rings without a sound";
                }),
                "");
    }

    private void autoAnswer(FormGrid grid) {
        grid.row(
                "Calls",
                choice("auto-answer", model.autoAnswer, List.of(AutoAnswer.Mode.values()), mode -> switch (mode) {
                    case OFF -> "Never";
                    case WHEN_ASKED -> "When the caller's side asks for it";
                    case ALWAYS -> "Always";
                }),
                "Two beeps, then the microphone opens. Never during another call.");
        var after = seconds("auto-answer-after", "Seconds before a call answers itself", model.autoAnswerAfter, 0);
        after.disableProperty().bind(model.autoAnswer.isNotEqualTo(AutoAnswer.Mode.ALWAYS));
        grid.row("After", after, "Seconds of ringing, 0 to 55.");
        var from = text("auto-answer-from", model.autoAnswerFrom, "Everybody");
        from.disableProperty().bind(model.autoAnswer.isEqualTo(AutoAnswer.Mode.OFF));
        grid.row("From", from, "");
    }

    private void limits(FormGrid grid) {
        var most = new Spinner<Integer>(1, 20, model.mostCalls.get());
        most.setId("most-calls");
        most.setEditable(true);
        most.getEditor().setAccessibleText("Calls on a line");
        model.mostCalls.bind(most.valueProperty());
        grid.row("Calls on a line", most, "One more caller hears busy.");
        grid.row(check("busy-in-call", "Busy during a call", model.busyInCall), "No second call waits or beeps.");
        grid.row(
                check("keep-digits", "Keep digits behind a pause", model.keepDigits),
                "Of +14155550101,,1234# the log shows no 1234#, which may be a PIN, unless this is on.");
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
