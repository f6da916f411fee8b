package app.trunkline.ui.settings;

import javafx.collections.FXCollections;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Appearance, the demo line, and where passwords are kept. */
final class GeneralFormView extends VBox {
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
        getChildren().add(grid);
    }
}
