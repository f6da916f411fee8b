package app.trunkline.ui.settings;

import app.trunkline.phone.Words;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.StringConverter;

/** Appearance, the demo line, where passwords are kept, how calls are recorded, and newer versions. */
final class GeneralFormView extends VBox {
    private final UpdateFormView updates;

    GeneralFormView(SettingsViewModel model) {
        var grid = new FormGrid();
        var theme = new ComboBox<>(FXCollections.observableArrayList("system", "light", "dark"));
        theme.setConverter(new StringConverter<>() {
            @Override
            public String toString(String value) {
                return switch (value == null ? "" : value) {
                    case "light" -> "Light";
                    case "dark" -> "Dark";
                    default -> "As the system";
                };
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        theme.valueProperty().bindBidirectional(model.theme);
        grid.row("Appearance", theme, "");
        var demo = new CheckBox("Offer the demo line");
        demo.selectedProperty().bindBidirectional(model.demoLine);
        grid.row(
                demo,
                "Inside this program, without an account: *43 echoes you, *44 calls you back, *45 is busy, *46 never answers.");
        var inFile = new CheckBox("Keep passwords in a file");
        inFile.selectedProperty().bindBidirectional(model.passwordsInFile);
        inFile.setDisable(model.systemSecretStore());
        grid.row(
                "Passwords",
                inFile,
                model.systemSecretStore()
                        ? "Passwords are in this system's secret store."
                        : "This system has no secret store. Without the file you are asked at each start; the file is not"
                                + " encrypted, and only your user can read it.");
        recording(grid, model);
        updates = new UpdateFormView(model.updates);
        updates.addTo(grid);
        getChildren().add(grid);
    }

    /** Leads to the address that cannot be used. */
    void lead() {
        updates.lead();
    }

    private static void recording(FormGrid grid, SettingsViewModel model) {
        var folder = new TextField();
        folder.setId("recording-folder");
        folder.setPromptText("Trunkline recordings, in your music");
        folder.textProperty().bindBidirectional(model.recordingFolder);
        var choose = new Button("Choose…");
        choose.setId("choose-folder");
        choose.setAccessibleText("Choose the folder for recordings");
        choose.setOnAction(event -> {
            var chooser = new DirectoryChooser();
            chooser.setTitle("Folder for recordings");
            var chosen = chooser.showDialog(choose.getScene().getWindow());
            if (chosen != null) {
                model.recordingFolder.set(chosen.toString());
            }
        });
        grid.row("Recordings", FormGrid.beside(folder, choose), "Where the recordings of calls go, as WAV files.");
        var notice = new CheckBox("Tell the other side by a tone");
        notice.setId("recording-notice");
        notice.selectedProperty().bindBidirectional(model.recordingNotice);
        grid.row(notice, "A short tone at the beginning of a recording and every 15 seconds.");
        var agreed = new CheckBox("I ask everyone before I record");
        agreed.setId("recording-agreed");
        agreed.selectedProperty().bindBidirectional(model.recordingAgreed);
        grid.row(agreed, Words.recordingLaw() + " Without this you are reminded at the next recording.");
    }
}
