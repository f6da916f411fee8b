package app.trunkline.ui;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** Asks whether to hang up and quit; takes no room while nothing is asked. */
final class QuitQuestion extends HBox {
    QuitQuestion(QuitViewModel model, Texts texts, Subscriptions bag) {
        setId("quit-question");
        getStyleClass().addAll("banner", "banner-warning");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.DIALOG);
        accessibleTextProperty().bind(model.question());
        var words = new WrappedLabel();
        words.textProperty().bind(model.question());
        words.setMinHeight(USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var stay = Buttons.text(texts.get("quit.stay"), model::stay, "small-button");
        stay.setId("quit-stay");
        stay.setMinWidth(USE_PREF_SIZE);
        var leave = Buttons.text(texts.get("quit.leave"), model::leave, "small-button", "hangup-button");
        leave.setId("quit-leave");
        leave.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(Icons.of(MaterialDesignP.PHONE_HANGUP, "banner-icon"), words, stay, leave);
        bag.listen(model.question(), text -> {
            var asked = !text.isEmpty() && !isVisible();
            Buttons.show(this, !text.isEmpty());
            if (asked) {
                stay.requestFocus();
            }
        });
    }
}
