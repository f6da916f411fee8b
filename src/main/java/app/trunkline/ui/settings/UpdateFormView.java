package app.trunkline.ui.settings;

import app.trunkline.text.Texts;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** The rows that say whether and where newer versions are asked for, with a check by hand. */
final class UpdateFormView {
    private static final Texts TEXTS = new Texts();
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final UpdateFormViewModel model;
    private final TextField address = new TextField();

    UpdateFormView(UpdateFormViewModel model) {
        this.model = model;
    }

    void addTo(FormGrid grid) {
        var on = new CheckBox(TEXTS.get("settings.update.on"));
        on.setId("update-on");
        on.selectedProperty().bindBidirectional(model.on);
        on.disableProperty().bind(model.possible.not());
        on.setAccessibleText(on.getText());
        grid.row(
                TEXTS.get("settings.update"),
                on,
                model.managed() ? TEXTS.get("settings.update.managed") : TEXTS.get("settings.update.help"));
        address.setId("update-address");
        address.setPromptText(model.usual().isEmpty() ? "https://" : model.usual());
        address.textProperty().bindBidirectional(model.address);
        address.setDisable(model.managed());
        var usual = model.usual().isEmpty()
                ? TEXTS.get("settings.update.address.help")
                : TEXTS.get("settings.update.address.built-in");
        faults(grid.row(TEXTS.get("settings.update.address"), address, usual), usual);
        grid.row(buttons(), "").textProperty().bind(model.answer);
    }

    private HBox buttons() {
        var now = new Button(TEXTS.get("settings.update.check"));
        now.setId("update-now");
        now.setOnAction(event -> model.check());
        now.disableProperty().bind(model.possible.not());
        var read = new Button(TEXTS.get("settings.update.read"));
        read.setId("update-page");
        read.setOnAction(event -> model.read());
        read.visibleProperty().bind(model.newer.map(found -> found.isPresent()));
        read.managedProperty().bind(read.visibleProperty());
        return new HBox(8, now, read);
    }

    private void faults(Label help, String words) {
        model.fault.subscribe(fault -> {
            address.pseudoClassStateChanged(INVALID, !fault.isEmpty());
            help.pseudoClassStateChanged(INVALID, !fault.isEmpty());
            help.setText(fault.isEmpty() ? words : fault);
        });
    }

    /** Focuses the address, which scrolls to it. */
    void lead() {
        address.requestFocus();
    }
}
