package app.trunkline.ui.settings;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.kit.UndoBar;
import app.trunkline.ui.kit.WrappedLabel;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/** The settings in a window of their own: lines, sound, calls, general; TEXTS.get("settings.save") keeps all, TEXTS.get("settings.cancel") nothing. */
public final class SettingsDialog {
    private static final Texts TEXTS = new Texts();
    /** Where the tabs stand that can be led to. */
    private static final int CALLS = 2;

    private static final int GENERAL = 4;

    private final SettingsViewModel model;
    private final SuggestionsViewModel suggestions;
    private final VBox lineHolder = new VBox();
    private final BooleanProperty asking = new SimpleBooleanProperty();
    private final Subscriptions bag = new Subscriptions();

    public SettingsDialog(SettingsViewModel model, SuggestionsViewModel suggestions) {
        this.model = model;
        this.suggestions = suggestions;
    }

    /**
     * Shows the dialog above its owner.
     *
     * @param dress gives a scene the theme
     */
    public Stage show(Window owner, Consumer<Scene> dress) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.initModality(Modality.WINDOW_MODAL);
        stage.setTitle(TEXTS.get("settings.title"));
        var scene = new Scene(content(stage::close), 640, 720);
        dress.accept(scene);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), () -> leave(stage::close));
        scene.getAccelerators().put(Shortcuts.UNDO.keys(), model.undo::undo);
        stage.setOnCloseRequest(event -> {
            event.consume();
            leave(stage::close);
        });
        stage.setScene(scene);
        stage.setMinWidth(560);
        stage.setMinHeight(480);
        stage.setOnHidden(e -> {
            model.close();
            bag.close();
        });
        stage.show();
        forms().forEach(LineFormView::begin);
        return stage;
    }

    /** The dialog's content, also for screenshots. */
    public Region content(Runnable close) {
        var calls = new CallsFormView(model, suggestions, bag);
        var general = new GeneralFormView(model);
        var tabs = new TabPane(
                tab(TEXTS.get("settings.lines"), lines()),
                tab(TEXTS.get("settings.sound"), new SoundFormView(model)),
                tab(TEXTS.get("settings.calls"), calls),
                tab(TEXTS.get("settings.identity"), new IdentityFormView(model)),
                tab(TEXTS.get("settings.general"), general));
        tabs.setAccessibleText(TEXTS.get("settings.title"));
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        var cancel = new Button(TEXTS.get("settings.cancel"));
        cancel.setId("cancel");
        cancel.setOnAction(e -> close.run());
        var save = new Button(TEXTS.get("settings.save"));
        save.setId("save");
        save.setDefaultButton(true);
        save.getStyleClass().add("accent");
        save.setOnAction(e -> {
            if (model.save()) {
                close.run();
            } else if (model.calls.faulty()) {
                tabs.getSelectionModel().select(CALLS);
                calls.lead();
            } else if (!model.updates.fault.get().isEmpty()) {
                tabs.getSelectionModel().select(GENERAL);
                general.lead();
            } else {
                tabs.getSelectionModel().selectFirst();
                forms().forEach(LineFormView::lead);
            }
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var buttons = new HBox(8, space, cancel, save);
        buttons.setPadding(new Insets(12, 24, 16, 24));
        buttons.getStyleClass().add("dialog-buttons");
        bag.listen(asking, asked -> Buttons.show(buttons, !asked));
        var root = new BorderPane(tabs);
        root.setBottom(new VBox(new UndoBar(model.undo, TEXTS, bag), question(close, save), buttons));
        root.getStyleClass().add("settings-dialog");
        return root;
    }

    /** Escape and the close button: asks where something would be lost. */
    void leave(Runnable close) {
        if (!asking.get() && model.changed()) {
            asking.set(true);
        } else if (asking.get()) {
            asking.set(false);
        } else {
            close.run();
        }
    }

    /** In the place of the buttons while it is asked. */
    private HBox question(Runnable close, Button save) {
        var words = new WrappedLabel(TEXTS.get("settings.unsaved"));
        words.setMaxWidth(Double.MAX_VALUE);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var discard = Buttons.text(TEXTS.get("settings.discard"), close);
        discard.setId("discard");
        var keep = Buttons.text(TEXTS.get("settings.keep-editing"), () -> asking.set(false));
        keep.setId("keep-editing");
        var saveNow = Buttons.text(
                TEXTS.get("settings.save"),
                () -> {
                    asking.set(false);
                    save.fire();
                },
                "accent");
        saveNow.setId("save-now");
        var question = new HBox(8, words, discard, keep, saveNow);
        question.getChildren().forEach(each -> {
            if (each instanceof Button button) {
                button.setMinWidth(Region.USE_PREF_SIZE);
            }
        });
        question.setId("unsaved");
        question.setAlignment(Pos.CENTER_LEFT);
        question.getStyleClass().addAll("banner", "banner-warning");
        bag.listen(asking, asked -> {
            Buttons.show(question, asked);
            if (asked) {
                keep.requestFocus();
            }
        });
        return question;
    }

    private static Tab tab(String title, Node content) {
        // The space is within what scrolls: at the edge words are cut by the edge, not by empty space.
        var page = new StackPane(content);
        page.setPadding(new Insets(24));
        var scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        return new Tab(title, scroll);
    }

    private Node lines() {
        var box = new ComboBox<LineFormViewModel>(model.lines);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(LineFormViewModel line) {
                return line == null ? "" : title(line);
            }

            @Override
            public LineFormViewModel fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(TEXTS.get("settings.line"));
        box.valueProperty().addListener((o, before, after) -> model.selected.set(Optional.ofNullable(after)));
        var add = icon(new FontIcon(MaterialDesignP.PLUS), TEXTS.get("settings.line.add"), "add-line", model::addLine);
        var remove = icon(
                new FontIcon(MaterialDesignT.TRASH_CAN_OUTLINE),
                TEXTS.get("settings.line.remove"),
                "remove-line",
                model::removeLine);
        var chooser = FormGrid.beside(box, add, remove);
        chooser.setAlignment(Pos.CENTER_LEFT);
        model.selected.addListener((o, before, after) -> show(box, after));
        model.lines.addListener((ListChangeListener<LineFormViewModel>) change -> box.setVisibleRowCount(8));
        show(box, model.selected.get());
        return new VBox(24, chooser, lineHolder);
    }

    private void show(ComboBox<LineFormViewModel> box, Optional<LineFormViewModel> line) {
        line.ifPresent(box::setValue);
        lineHolder
                .getChildren()
                .setAll(line.map(l -> new LineFormView(l, model.countries(), model.systemSecretStore())).stream()
                        .toList());
    }

    /** The form of the line in sight, if there is one. */
    private Stream<LineFormView> forms() {
        return lineHolder.getChildren().stream().map(LineFormView.class::cast);
    }

    private static String title(LineFormViewModel line) {
        return line.title().isEmpty() ? TEXTS.get("settings.line.new") : line.title();
    }

    private static Button icon(FontIcon icon, String words, String id, Runnable action) {
        var button = new Button("", icon);
        button.getStyleClass().add("button-icon");
        button.setTooltip(new Tooltip(words));
        button.setId(id);
        button.setAccessibleText(words);
        button.setOnAction(e -> action.run());
        return button;
    }
}
