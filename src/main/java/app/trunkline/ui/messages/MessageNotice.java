package app.trunkline.ui.messages;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** Tells of a message that just came in, whatever the window shows; takes no room while there is none. */
public final class MessageNotice extends HBox {
    /** @param opened after its conversation was opened: shows the place */
    public MessageNotice(MessagesViewModel model, Texts texts, Subscriptions bag, Runnable opened) {
        getStyleClass().addAll("waiting-call", "back-strip", "message-notice");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        accessibleTextProperty().bind(model.news());
        var words = new Label();
        words.setId("message-news");
        words.textProperty().bind(model.news());
        words.setMinWidth(0);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var read = Buttons.text(
                texts.get("messages.read"),
                () -> {
                    model.openNews();
                    opened.run();
                },
                "small-button");
        read.setId("message-read");
        read.setMinWidth(USE_PREF_SIZE);
        var dismiss = Buttons.icon(MaterialDesignC.CLOSE, texts.get("main.dismiss"), model::dismissNews);
        getChildren().setAll(Icons.of(MaterialDesignM.MESSAGE_TEXT, "meter-icon"), words, read, dismiss);
        bag.listen(model.news(), text -> Buttons.show(this, !text.isEmpty()));
    }
}
