package app.trunkline.ui.settings;

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
    private final SettingsViewModel model;

    IdentityFormView(SettingsViewModel model) {
        this.model = model;
        var grid = new FormGrid();
        var place = new TextField();
        place.setId("identity-certificates");
        place.textProperty().bindBidirectional(model.identityCertificates);
        var folder = new Button("Folder…");
        folder.setOnAction(event -> choose(new DirectoryChooser()));
        var file = new Button("File…");
        file.setOnAction(event -> choose(new FileChooser()));
        grid.row(
                "Trusted authorities",
                FormGrid.beside(place, folder, file),
                "Certificates in PEM form of those who vouch for carriers, such as your country's STI-CA list. Calls that"
                        + " carry a signature are then checked on this computer. Empty: only what your provider says of a"
                        + " caller is shown.");
        var fetch = new CheckBox("Fetch the certificates of callers");
        fetch.setId("identity-fetch");
        fetch.selectedProperty().bindBidirectional(model.identityFetch);
        fetch.disableProperty().bind(model.identityCertificates.isEmpty());
        grid.row(
                fetch,
                "From where each call says its certificate is, by https. That server then learns that you are being"
                        + " called. Off: only certificates that lie beside the authorities are used.");
        getChildren().add(grid);
    }

    private void choose(DirectoryChooser chooser) {
        chooser.setTitle("Trusted authorities");
        take(Optional.ofNullable(chooser.showDialog(getScene().getWindow())));
    }

    private void choose(FileChooser chooser) {
        chooser.setTitle("Trusted authorities");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter("Certificates", "*.pem", "*.crt", "*.cer"),
                        new FileChooser.ExtensionFilter("All files", "*"));
        take(Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow())));
    }

    private void take(Optional<File> chosen) {
        chosen.map(File::getPath).ifPresent(model.identityCertificates::set);
    }
}
