package app.trunkline.ui.settings;

import app.trunkline.text.Texts;
import java.io.File;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;

/** Whom to believe when callers prove their number. */
final class IdentityFormView extends VBox {
    private static final Texts TEXTS = new Texts();
    private final SettingsViewModel model;

    IdentityFormView(SettingsViewModel model) {
        this.model = model;
        var grid = new FormGrid();
        var place = new TextField();
        place.setId("identity-certificates");
        place.textProperty().bindBidirectional(model.identityCertificates);
        var folder = new Button(TEXTS.get("settings.folder"));
        folder.setOnAction(event -> choose(new DirectoryChooser()));
        var file = new Button(TEXTS.get("settings.file"));
        file.setOnAction(event -> choose(new FileChooser()));
        grid.row(
                TEXTS.get("settings.identity.authorities"),
                FormGrid.beside(place, folder, file),
                TEXTS.get("settings.identity.authorities.help"));
        var fetch = new CheckBox(TEXTS.get("settings.identity.fetch"));
        fetch.setId("identity-fetch");
        fetch.selectedProperty().bindBidirectional(model.identityFetch);
        fetch.disableProperty().bind(model.identityCertificates.isEmpty());
        grid.row(fetch, TEXTS.get("settings.identity.fetch.help"));
        getChildren().add(grid);
    }

    private void choose(DirectoryChooser chooser) {
        chooser.setTitle(TEXTS.get("settings.identity.authorities"));
        take(Optional.ofNullable(chooser.showDialog(getScene().getWindow())));
    }

    private void choose(FileChooser chooser) {
        chooser.setTitle(TEXTS.get("settings.identity.authorities"));
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                TEXTS.get("settings.files.certificates"), "*.pem", "*.crt", "*.cer"),
                        new FileChooser.ExtensionFilter(TEXTS.get("settings.files.all"), "*"));
        take(Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow())));
    }

    private void take(Optional<File> chosen) {
        chosen.map(File::getPath).ifPresent(model.identityCertificates::set);
    }
}
