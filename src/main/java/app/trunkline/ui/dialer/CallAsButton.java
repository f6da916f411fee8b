package app.trunkline.ui.dialer;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;

/** Beside the call button: as which number to call. */
final class CallAsButton extends MenuButton {
    private final CallAs model;
    private final FontIcon icon = Icons.of(MaterialDesignA.ACCOUNT_CIRCLE_OUTLINE);

    CallAsButton(CallAs model, Texts texts, Subscriptions bag) {
        this.model = model;
        setId("call-as");
        getStyleClass().addAll("wide-button", "call-as");
        setGraphic(icon);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        var words = model.chosen().map(choice -> texts.get("dialer.as", choice.name()));
        accessibleTextProperty().bind(words);
        Buttons.tip(this, words);
        ListChangeListener<CallAs.Choice> listener = change -> fill();
        model.choices().addListener(listener);
        bag.add(() -> model.choices().removeListener(listener));
        bag.listen(model.chosen(), choice -> {
            icon.setIconCode(
                    choice.presentation().hidden()
                            ? MaterialDesignE.EYE_OFF_OUTLINE
                            : MaterialDesignA.ACCOUNT_CIRCLE_OUTLINE);
            fill();
        });
    }

    private void fill() {
        var group = new ToggleGroup();
        getItems()
                .setAll(model.all().stream().map(choice -> item(choice, group)).toList());
    }

    private RadioMenuItem item(CallAs.Choice choice, ToggleGroup group) {
        var item = new RadioMenuItem(choice.name());
        item.setToggleGroup(group);
        item.setSelected(choice.equals(model.chosen().get()));
        item.setOnAction(event -> model.chosen().set(choice));
        return item;
    }
}
