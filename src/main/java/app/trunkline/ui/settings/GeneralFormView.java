package app.trunkline.ui.settings;

import app.trunkline.phone.Words;
import app.trunkline.text.Texts;
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
    private static final Texts TEXTS = new Texts();
    private final UpdateFormView updates;

    GeneralFormView(SettingsViewModel model) {
        var grid = new FormGrid();
        var theme = new ComboBox<>(FXCollections.observableArrayList("system", "light", "dark"));
        theme.setConverter(new StringConverter<>() {
            @Override
            public String toString(String value) {
                return switch (value == null ? "" : value) {
                    case "light" -> TEXTS.get("settings.theme.light");
                    case "dark" -> TEXTS.get("settings.theme.dark");
                    default -> TEXTS.get("settings.theme.system");
                };
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        theme.valueProperty().bindBidirectional(model.theme);
        grid.row(TEXTS.get("settings.theme"), theme, "");
        if (model.knownDesktop()) {
            desktop(grid, model);
        }
        var demo = new CheckBox(TEXTS.get("settings.demo"));
        demo.selectedProperty().bindBidirectional(model.demoLine);
        grid.row(demo, TEXTS.get("settings.demo.help"));
        var inFile = new CheckBox(TEXTS.get("settings.passwords.file"));
        inFile.selectedProperty().bindBidirectional(model.passwordsInFile);
        inFile.setDisable(model.systemSecretStore());
        grid.row(
                TEXTS.get("settings.passwords"),
                inFile,
                model.systemSecretStore()
                        ? TEXTS.get("settings.passwords.system")
                        : TEXTS.get("settings.passwords.help"));
        recording(grid, model);
        updates = new UpdateFormView(model.updates);
        updates.addTo(grid);
        getChildren().add(grid);
    }

    /** Leads to the address that cannot be used. */
    void lead() {
        updates.lead();
    }

    private static void desktop(FormGrid grid, SettingsViewModel model) {
        var login = new CheckBox(TEXTS.get("settings.at-login"));
        login.setId("at-login");
        login.selectedProperty().bindBidirectional(model.atLogin);
        grid.row(login, TEXTS.get("settings.at-login.help"));
        var players = new CheckBox(TEXTS.get("settings.pause-players"));
        players.setId("pause-players");
        players.selectedProperty().bindBidirectional(model.pausePlayers);
        grid.row(players, TEXTS.get("settings.pause-players.help"));
    }

    private static void recording(FormGrid grid, SettingsViewModel model) {
        var folder = new TextField();
        folder.setId("recording-folder");
        folder.setPromptText(TEXTS.get("settings.recording.folder.prompt"));
        folder.textProperty().bindBidirectional(model.recordingFolder);
        var choose = new Button(TEXTS.get("settings.choose"));
        choose.setId("choose-folder");
        choose.setAccessibleText(TEXTS.get("settings.recording.folder.choose"));
        choose.setOnAction(event -> {
            var chooser = new DirectoryChooser();
            chooser.setTitle(TEXTS.get("settings.recording.folder.title"));
            var chosen = chooser.showDialog(choose.getScene().getWindow());
            if (chosen != null) {
                model.recordingFolder.set(chosen.toString());
            }
        });
        grid.row(
                TEXTS.get("settings.recording"),
                FormGrid.beside(folder, choose),
                TEXTS.get("settings.recording.folder.help"));
        var notice = new CheckBox(TEXTS.get("settings.recording.tone"));
        notice.setId("recording-notice");
        notice.selectedProperty().bindBidirectional(model.recordingNotice);
        grid.row(notice, TEXTS.get("settings.recording.tone.help"));
        var agreed = new CheckBox(TEXTS.get("settings.recording.agreed"));
        agreed.setId("recording-agreed");
        agreed.selectedProperty().bindBidirectional(model.recordingAgreed);
        grid.row(agreed, TEXTS.get("settings.recording.agreed.help", Words.recordingLaw()));
    }
}
