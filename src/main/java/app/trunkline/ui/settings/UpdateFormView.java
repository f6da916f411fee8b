package app.trunkline.ui.settings;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** The rows that say whether and where newer versions are asked for, with a check by hand. */
final class UpdateFormView {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final UpdateFormViewModel model;
    private final TextField address = new TextField();

    UpdateFormView(UpdateFormViewModel model) {
        this.model = model;
    }

    void addTo(FormGrid grid) {
        var on = new CheckBox("Check for updates");
        on.setId("update-on");
        on.selectedProperty().bindBidirectional(model.on);
        on.disableProperty().bind(model.possible.not());
        on.setAccessibleText(on.getText());
        grid.row(
                "Updates",
                on,
                model.managed()
                        ? "This computer is looked after by an administrator, who brings newer versions."
                        : "Once a day a signed notice is fetched from this address. You are told of a newer version;"
                                + " nothing is installed by itself.");
        address.setId("update-address");
        address.setPromptText(model.usual().isEmpty() ? "https://" : model.usual());
        address.textProperty().bindBidirectional(model.address);
        address.setDisable(model.managed());
        var usual = model.usual().isEmpty()
                ? "Where the notices are published. Empty: nothing is asked."
                : "Empty: the address that this Trunkline was built with.";
        faults(grid.row("Address", address, usual), usual);
        grid.row(buttons(), "").textProperty().bind(model.answer);
    }

    private HBox buttons() {
        var now = new Button("Check now");
        now.setId("update-now");
        now.setOnAction(event -> model.check());
        now.disableProperty().bind(model.possible.not());
        var read = new Button("What is new");
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
