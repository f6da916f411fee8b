package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionList;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** Where a call is to be transferred to: a number, and whether to ask there first. */
final class TransferView extends VBox {
    private final TextField target = new TextField();

    TransferView(TransferViewModel model, SuggestionsViewModel suggestions, Texts texts, Subscriptions bag) {
        getStyleClass().add("transfer");
        setAlignment(Pos.CENTER);
        var title = new Label(texts.get("transfer.title"));
        title.getStyleClass().add("transfer-title");
        target.setId("transfer-target");
        target.setPromptText(texts.get("transfer.prompt"));
        target.setAccessibleText(texts.get("transfer.prompt"));
        target.textProperty().bindBidirectional(model.target());
        target.setOnAction(event -> model.now());
        SuggestionList.attach(
                target, suggestions, texts, bag, who -> model.target().set(who.number()));
        var error = new WrappedLabel();
        error.setId("transfer-error");
        error.getStyleClass().add("field-error");
        error.textProperty().bind(model.error());
        bag.listen(model.error(), text -> Buttons.show(error, !text.isEmpty()));
        var now = Buttons.text(
                MaterialDesignP.PHONE_FORWARD, texts.get("transfer.now"), model::now, "call-button", "wide-button");
        now.setId("transfer-now");
        Buttons.tip(now, texts.get("transfer.now.tip"));
        var ask = Buttons.text(texts.get("transfer.ask"), model::askFirst, "wide-button");
        ask.setId("transfer-ask");
        Buttons.tip(ask, texts.get("transfer.ask.tip"));
        var buttons = new HBox(ask, now);
        buttons.getStyleClass().add("button-row");
        for (var button : new javafx.scene.control.Button[] {now, ask}) {
            button.setMaxWidth(Double.MAX_VALUE);
            button.setPrefWidth(160);
            HBox.setHgrow(button, Priority.ALWAYS);
            button.disableProperty().bind(model.target().isEmpty());
        }
        getChildren().setAll(title, target, error, buttons);
        visibleProperty().bind(model.open());
        bag.listen(model.open(), open -> {
            if (open) {
                target.requestFocus();
            }
        });
    }

    /** The far side's wish to transfer us, as a bar above the call. */
    static VBox wish(TransferViewModel model, Texts texts, Subscriptions bag) {
        var words = new WrappedLabel();
        words.textProperty().bind(model.asked());
        var yes = Buttons.text(texts.get("transfer.follow"), () -> model.follow(true), "small-button");
        yes.setId("transfer-follow");
        var no = Buttons.text(texts.get("transfer.stay"), () -> model.follow(false), "small-button");
        no.setId("transfer-stay");
        var buttons = new HBox(no, yes);
        buttons.getStyleClass().add("button-row");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var bar = new VBox(words, buttons);
        bar.getStyleClass().add("transfer-wish");
        bag.listen(model.asked(), text -> Buttons.show(bar, !text.isEmpty()));
        return bar;
    }
}
