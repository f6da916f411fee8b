package app.trunkline.ui.call;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Avatar;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionList;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** Who calls, with Answer and Decline: a card in the main window and the whole of {@link IncomingCallWindow}. */
public final class IncomingCallView extends VBox {
    private static final double AVATAR = 56;
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final IncomingCallViewModel model;
    private final Texts texts;
    private final Runnable toFront;

    /** @param toFront told when the main window is needed to go on */
    public IncomingCallView(
            IncomingCallViewModel model,
            SuggestionsViewModel suggestions,
            Texts texts,
            Subscriptions bag,
            Runnable toFront) {
        this.model = model;
        this.toFront = toFront;
        this.texts = texts;
        getStyleClass().add("incoming");
        setAccessibleRole(AccessibleRole.DIALOG);
        accessibleTextProperty()
                .bind(Bindings.concat(
                        model.caption(),
                        ": ",
                        model.name(),
                        " ",
                        model.number(),
                        " ",
                        model.badge().map(Badge::words),
                        " ",
                        model.forwarded()));
        getChildren().setAll(person(bag), choices(), forward(suggestions, bag));
    }

    private HBox person(Subscriptions bag) {
        var avatar = new Avatar(AVATAR);
        bag.listen(model.name(), avatar::show);
        var caption = new Label();
        caption.getStyleClass().add("caption");
        caption.textProperty().bind(model.caption());
        var name = new Label();
        name.setId("incoming-name");
        name.getStyleClass().add("incoming-name");
        name.textProperty().bind(model.name());
        var number = new Label();
        number.getStyleClass().add("call-number");
        number.textProperty().bind(model.number());
        bag.listen(model.number(), text -> Buttons.show(number, !text.isEmpty()));
        var forwarded = new WrappedLabel();
        forwarded.getStyleClass().add("forwarded");
        forwarded.setMinHeight(USE_PREF_SIZE);
        forwarded.textProperty().bind(model.forwarded());
        bag.listen(model.forwarded(), text -> Buttons.show(forwarded, !text.isEmpty()));
        var others = new Label();
        others.getStyleClass().add("caption");
        others.textProperty().bind(model.others());
        bag.listen(model.others(), text -> Buttons.show(others, !text.isEmpty()));
        var words = new VBox(caption, name, number, new CallerBadge(model.badge(), bag), forwarded, others);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var silence = Buttons.icon(
                MaterialDesignB.BELL_OFF_OUTLINE, texts.get("incoming.silence"), model::silence, "silence");
        silence.setId("silence");
        silence.disableProperty().bind(model.silenced());
        var row = new HBox(avatar, words, silence);
        row.getStyleClass().add("incoming-person");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** A way to send the caller on: first a button, then where to. */
    private VBox forward(SuggestionsViewModel suggestions, Subscriptions bag) {
        var begin = Buttons.text(
                MaterialDesignP.PHONE_FORWARD_OUTLINE,
                texts.get("incoming.forward"),
                this::beginForward,
                "small-button",
                "flat");
        begin.setId("forward");
        Buttons.tip(begin, Shortcuts.FORWARD.with(texts.get("incoming.forward")));
        var field = new TextField();
        field.setId("forward-to");
        field.setPromptText(texts.get("incoming.forward.to"));
        field.setAccessibleText(texts.get("incoming.forward.to"));
        field.textProperty().bindBidirectional(model.target());
        field.setOnAction(event -> model.forward());
        SuggestionList.attach(
                field, suggestions, texts, bag, who -> model.target().set(who.number()));
        HBox.setHgrow(field, Priority.ALWAYS);
        var send = Buttons.text(texts.get("incoming.forward.do"), model::forward);
        send.setId("forward-send");
        send.setMinWidth(USE_PREF_SIZE);
        var row = new HBox(field, send);
        row.getStyleClass().add("forward-row");
        var error = new WrappedLabel();
        error.getStyleClass().add("forward-error");
        error.textProperty().bind(model.targetError());
        bag.listen(model.targetError(), words -> {
            Buttons.show(error, !words.isEmpty());
            field.pseudoClassStateChanged(INVALID, !words.isEmpty());
        });
        bag.listen(model.forwarding(), asked -> {
            Buttons.show(begin, !asked);
            Buttons.show(row, asked);
            if (asked) {
                field.requestFocus();
            }
        });
        return new VBox(begin, row, error);
    }

    private HBox choices() {
        var decline = Buttons.text(
                MaterialDesignP.PHONE_HANGUP,
                texts.get("incoming.decline"),
                model::decline,
                "hangup-button",
                "wide-button");
        decline.setId("decline");
        var answer = Buttons.text(
                MaterialDesignP.PHONE, texts.get("incoming.answer"), this::answer, "call-button", "wide-button");
        answer.setId("answer");
        answer.textProperty().bind(model.answerText());
        answer.accessibleTextProperty().bind(model.answerText());
        Buttons.tip(answer, Shortcuts.ANSWER.with(texts.get("incoming.answer")));
        for (var button : new Button[] {decline, answer}) {
            button.setMaxWidth(Double.MAX_VALUE);
            button.setPrefWidth(160);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        var row = new HBox(decline, answer);
        row.getStyleClass().add("button-row");
        return row;
    }

    private void answer() {
        model.answer();
        toFront.run();
    }

    private void beginForward() {
        model.beginForward();
        toFront.run();
    }
}
