package app.trunkline.ui.settings;

import app.trunkline.settings.Transfers;
import app.trunkline.settings.WhileHeld;
import app.trunkline.text.Texts;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** What far sides may ask for, and what they hear on hold. */
final class FarSideFormView extends VBox {
    private static final Texts TEXTS = new Texts();
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final String FORMAT = TEXTS.get("settings.held.file.help");

    private final FarSideFormViewModel model;
    private final TextField file = new TextField();

    FarSideFormView(FarSideFormViewModel model) {
        super(12);
        this.model = model;
        var heading = new Label(TEXTS.get("settings.far-side"));
        heading.getStyleClass().add("section-title");
        var grid = new FormGrid();
        grid.row(
                TEXTS.get("settings.transfers"),
                CallsFormView.choice(
                        "transfers",
                        model.transfers,
                        List.of(Transfers.values()),
                        chosen -> TEXTS.of("settings.transfers", chosen)),
                TEXTS.get("settings.transfers.help"));
        grid.row(
                TEXTS.get("settings.held"),
                CallsFormView.choice(
                        "while-held",
                        model.sound,
                        List.of(WhileHeld.Sound.values()),
                        chosen -> TEXTS.of("settings.held", chosen)),
                "");
        music(grid);
        getChildren().setAll(heading, grid);
    }

    private void music(FormGrid grid) {
        file.setId("hold-music");
        file.setPromptText(TEXTS.get("settings.held.file.prompt"));
        file.setAccessibleText(TEXTS.get("settings.held.file.name"));
        file.textProperty().bindBidirectional(model.file);
        var choose = new Button(TEXTS.get("settings.choose"));
        choose.setId("choose-music");
        choose.setAccessibleText(TEXTS.get("settings.held.file.choose"));
        choose.setOnAction(event -> {
            var chooser = new FileChooser();
            chooser.setTitle(TEXTS.get("settings.held.file.title"));
            chooser.getExtensionFilters()
                    .addAll(
                            new FileChooser.ExtensionFilter(TEXTS.get("settings.files.wav"), "*.wav", "*.WAV"),
                            new FileChooser.ExtensionFilter(TEXTS.get("settings.files.all"), "*"));
            var chosen = chooser.showOpenDialog(getScene().getWindow());
            if (chosen != null) {
                model.file.set(chosen.getPath());
            }
        });
        for (var control : List.of(file, choose)) {
            control.disableProperty().bind(model.sound.isNotEqualTo(WhileHeld.Sound.FILE));
        }
        var help = grid.row(FormGrid.beside(file, choose), FORMAT);
        model.fault.addListener((o, before, after) -> {
            file.pseudoClassStateChanged(INVALID, !after.isEmpty());
            help.pseudoClassStateChanged(INVALID, !after.isEmpty());
            help.setText(after.isEmpty() ? FORMAT : after);
        });
    }

    /** Scrolls to and focuses the file that cannot be played. */
    void lead() {
        CallsFormView.lead(file);
    }
}
