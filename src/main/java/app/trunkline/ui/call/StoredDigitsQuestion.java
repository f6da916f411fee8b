package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Asks whether digits that were dialled behind a wait are to be sent, as a bar above the call. */
final class StoredDigitsQuestion extends HBox {
    StoredDigitsQuestion(StoredDigitsViewModel model, Texts texts, Subscriptions bag) {
        setId("stored-digits");
        getStyleClass().addAll("recording-question", "button-row");
        setAlignment(Pos.CENTER_LEFT);
        var words = new WrappedLabel();
        words.textProperty().bind(model.question());
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var drop = Buttons.text(texts.get("call.digits.drop"), model::drop, "small-button");
        drop.setId("drop-digits");
        drop.setMinWidth(USE_PREF_SIZE);
        var send = Buttons.text(texts.get("call.digits.send"), model::send, "small-button", "accent");
        send.setId("send-digits");
        send.setMinWidth(USE_PREF_SIZE);
        send.accessibleTextProperty().bind(model.question());
        send.setAccessibleHelp(Shortcuts.SEND_DIGITS.label());
        Buttons.tip(send, Shortcuts.SEND_DIGITS.with(texts.get("call.digits.send")));
        getChildren().setAll(words, drop, send);
        bag.listen(model.question(), text -> Buttons.show(this, !text.isEmpty()));
    }
}
