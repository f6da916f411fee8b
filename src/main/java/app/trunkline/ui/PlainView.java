package app.trunkline.ui;

import app.trunkline.text.Texts;
import app.trunkline.ui.call.CallViewModel;
import app.trunkline.ui.call.IncomingCallViewModel;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Subscriptions;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * In the place of pages that cannot be shown: what a call cannot do without. Nothing of what others write is on it, so that
 * it can always be shown.
 */
final class PlainView extends VBox {
    /** @param again builds the pages once more */
    PlainView(
            CallViewModel call,
            IncomingCallViewModel incoming,
            QuitViewModel quit,
            Texts texts,
            Subscriptions bag,
            Runnable again) {
        setId("plain");
        getStyleClass().addAll("main", "welcome");
        setAlignment(Pos.CENTER);
        var title = new Label(texts.get("plain.title"));
        title.getStyleClass().add("section-title");
        var timer = new Label();
        timer.textProperty().bind(call.timer());
        var answer = button("answer", texts.get("incoming.answer"), incoming::answer, "call-button");
        var decline = button("decline", texts.get("incoming.decline"), incoming::decline, "hangup-button");
        var hangUp = button("hang-up", texts.get("call.hang-up"), call::hangUp, "hangup-button");
        for (Node node : new Node[] {answer, decline}) {
            bag.listen(incoming.present(), ringing -> Buttons.show(node, ringing));
        }
        Runnable settle =
                () -> Buttons.show(hangUp, call.present().get() && !call.ended().get());
        bag.listen(call.present(), there -> settle.run());
        bag.listen(call.ended(), over -> settle.run());
        var shown = button("show-again", texts.get("plain.again"), again);
        getChildren().setAll(new QuitQuestion(quit, texts, bag), title, timer, answer, decline, hangUp, shown);
    }

    private static Button button(String id, String words, Runnable action, String... styles) {
        var button = Buttons.text(words, action, styles);
        button.getStyleClass().add("wide-button");
        button.setId(id);
        button.setPrefWidth(320);
        return button;
    }
}
