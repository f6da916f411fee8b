package app.trunkline.ui.settings;

import app.trunkline.settings.Transfers;
import app.trunkline.settings.WhileHeld;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** What far sides may ask for, and what they hear on hold. */
final class FarSideFormView extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final String FORMAT = "Played from its beginning, over and over.";

    private final FarSideFormViewModel model;
    private final TextField file = new TextField();

    FarSideFormView(FarSideFormViewModel model) {
        super(12);
        this.model = model;
        var heading = new Label("The other side");
        heading.getStyleClass().add("section-title");
        var grid = new FormGrid();
        grid.row(
                "Wants to transfer you",
                CallsFormView.choice(
                        "transfers", model.transfers, List.of(Transfers.values()), chosen -> switch (chosen) {
                            case ASK -> "Ask me";
                            case ALLOW -> "Follow";
                            case REFUSE -> "Decline";
                        }),
                "To follow is a call of yours, to a number that the other side chooses, and may cost you.");
        grid.row(
                "Hears on hold",
                CallsFormView.choice(
                        "while-held", model.sound, List.of(WhileHeld.Sound.values()), chosen -> switch (chosen) {
                            case SILENCE -> "Silence";
                            case TUNE -> "A gentle tune";
                            case FILE -> "A WAV file of yours";
                        }),
                "");
        music(grid);
        getChildren().setAll(heading, grid);
    }

    private void music(FormGrid grid) {
        file.setId("hold-music");
        file.setPromptText("WAV file");
        file.setAccessibleText("WAV file for hold");
        file.textProperty().bindBidirectional(model.file);
        var choose = new Button("Choose…");
        choose.setId("choose-music");
        choose.setAccessibleText("Choose the WAV file for hold");
        choose.setOnAction(event -> {
            var chooser = new FileChooser();
            chooser.setTitle("What the other side hears on hold");
            chooser.getExtensionFilters()
                    .addAll(
                            new FileChooser.ExtensionFilter("WAV files", "*.wav", "*.WAV"),
                            new FileChooser.ExtensionFilter("All files", "*"));
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
