package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** That the conversation is recorded, why it no longer is, and the question before the first time. */
final class RecordingSign extends VBox {
    RecordingSign(RecordingViewModel model, Texts texts, Subscriptions bag) {
        getStyleClass().add("recording");
        setAlignment(Pos.CENTER);
        var dot = new Region();
        dot.getStyleClass().add("recording-dot");
        var words = new Label();
        words.setId("recording-sign");
        words.textProperty().bind(model.sign());
        var sign = new HBox(dot, words);
        sign.getStyleClass().add("recording-sign");
        sign.setAlignment(Pos.CENTER);
        sign.setMaxWidth(USE_PREF_SIZE);
        var trouble = new WrappedLabel();
        trouble.setId("recording-trouble");
        trouble.getStyleClass().add("recording-trouble");
        trouble.textProperty().bind(model.trouble());
        var question = question(model, texts);
        getChildren().setAll(sign, trouble, question);
        Runnable settle = () -> {
            Buttons.show(sign, model.running().get());
            Buttons.show(trouble, !model.trouble().get().isEmpty());
            Buttons.show(question, model.asking().get());
            Buttons.show(
                    this,
                    model.running().get()
                            || model.asking().get()
                            || !model.trouble().get().isEmpty());
        };
        bag.listen(model.running(), on -> settle.run());
        bag.listen(model.trouble(), text -> settle.run());
        bag.listen(model.asking(), asks -> {
            settle.run();
            if (asks) {
                question.lookup("#recording-agree").requestFocus();
            }
        });
    }

    private static VBox question(RecordingViewModel model, Texts texts) {
        var law = new WrappedLabel(model.law() + " " + texts.get("call.record.question"));
        var agree = Buttons.text(texts.get("call.record.agree"), model::agree, "small-button", "accent");
        agree.setId("recording-agree");
        agree.setAccessibleHelp(law.getText());
        var decline = Buttons.text(texts.get("call.record.decline"), model::decline, "small-button");
        decline.setId("recording-decline");
        var buttons = new HBox(decline, agree);
        buttons.getStyleClass().add("button-row");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var card = new VBox(law, buttons);
        card.getStyleClass().add("recording-question");
        return card;
    }
}
