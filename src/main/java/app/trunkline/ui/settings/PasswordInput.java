package app.trunkline.ui.settings;

import app.trunkline.text.Texts;
import javafx.beans.property.StringProperty;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;

/** A password, shown on demand. */
final class PasswordInput extends HBox {
    private static final Texts TEXTS = new Texts();
    private final PasswordField hidden = new PasswordField();

    PasswordInput(StringProperty property, String id, String name) {
        super(8);
        hidden.setId(id);
        hidden.setAccessibleText(name);
        var shown = new TextField();
        shown.setId(id + "-shown");
        shown.setAccessibleText(name);
        hidden.textProperty().bindBidirectional(property);
        shown.textProperty().bindBidirectional(property);
        var eye = new ToggleButton("", new FontIcon(MaterialDesignE.EYE_OUTLINE));
        eye.setId("show-" + id);
        eye.setTooltip(new Tooltip(TEXTS.get("settings.password.show")));
        eye.setAccessibleText(TEXTS.get("settings.password.show"));
        shown.visibleProperty().bind(eye.selectedProperty());
        hidden.visibleProperty().bind(eye.selectedProperty().not());
        var field = new StackPane(hidden, shown);
        setHgrow(field, Priority.ALWAYS);
        getChildren().addAll(field, eye);
    }

    /** Takes the focus. */
    void begin() {
        hidden.requestFocus();
    }
}
