package app.trunkline.ui.call;

import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;

/** A round button with its word below. It shows the state of the call, never the click: that is the phone's to confirm. */
final class CallToggle extends VBox {
    private final ToggleButton button;

    CallToggle(
            Ikon ikon,
            String off,
            String on,
            Shortcuts shortcut,
            ReadOnlyBooleanProperty state,
            Runnable action,
            Subscriptions bag) {
        getStyleClass().add("call-toggle");
        setAlignment(Pos.TOP_CENTER);
        button = new ToggleButton("", Icons.of(ikon));
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("round-toggle");
        button.setAccessibleText(off);
        button.setAccessibleHelp(shortcut.label());
        button.setOnAction(event -> {
            button.setSelected(state.get());
            action.run();
        });
        Buttons.tip(button, shortcut.with(off));
        var word = new Label();
        word.getStyleClass().add("caption");
        bag.listen(state, selected -> {
            button.setSelected(selected);
            word.setText(selected ? on : off);
        });
        getChildren().setAll(button, word);
    }

    ToggleButton button() {
        return button;
    }
}
