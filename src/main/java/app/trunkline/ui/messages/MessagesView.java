package app.trunkline.ui.messages;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionList;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.kit.WrappedLabel;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** The conversations, and in their place the one that is open, with a field to write in. */
public final class MessagesView extends StackPane {
    private static final double ROW = 64;
    private static final double HEAD = 40;

    private final MessagesViewModel model;
    private final Texts texts;
    private final TextField to = new TextField();
    private final TextField text = new TextField();
    private final ListView<ConversationEntry> overview;

    public MessagesView(MessagesViewModel model, SuggestionsViewModel suggestions, Texts texts, Subscriptions bag) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("messages");
        overview = list();
        var conversations = conversations();
        var conversation = conversation(suggestions, bag);
        getChildren().setAll(conversations, conversation);
        bag.listen(model.page(), page -> {
            Buttons.show(conversations, page == MessagesViewModel.Page.CONVERSATIONS);
            Buttons.show(conversation, page != MessagesViewModel.Page.CONVERSATIONS);
        });
    }

    /** Brings the caret to where one writes, or into the list. */
    public void focus() {
        switch (model.page().get()) {
            case CONVERSATIONS -> {
                overview.requestFocus();
                // Enter opens the newest at once.
                if (overview.getSelectionModel().isEmpty()) {
                    overview.getSelectionModel().selectFirst();
                }
            }
            case CONVERSATION -> text.requestFocus();
            case NEW -> to.requestFocus();
        }
    }

    private VBox conversations() {
        var write = Buttons.text(MaterialDesignM.MESSAGE_PLUS_OUTLINE, texts.get("messages.new"), () -> {
            model.compose();
            focus();
        });
        write.setId("message-new");
        write.setMinHeight(HEAD);
        var head = new HBox(write);
        head.getStyleClass().add("log-head");
        head.setAlignment(Pos.CENTER_LEFT);
        var body = new StackPane(overview, nothing());
        VBox.setVgrow(body, Priority.ALWAYS);
        return new VBox(head, body);
    }

    private ListView<ConversationEntry> list() {
        var list = new ListView<>(model.conversations());
        list.setId("conversations");
        list.getStyleClass().add("log-list");
        list.setAccessibleText(texts.get("place.messages"));
        list.setFixedCellSize(ROW);
        list.setCellFactory(view -> new ConversationCell(texts, this::open, model::delete));
        list.setOnKeyPressed(event -> {
            var chosen = list.getSelectionModel().getSelectedItem();
            if (chosen == null) {
                return;
            }
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
                open(chosen);
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                model.delete(chosen);
                event.consume();
            }
        });
        list.visibleProperty().bind(Bindings.isNotEmpty(model.conversations()));
        return list;
    }

    private void open(ConversationEntry entry) {
        model.open(entry);
        focus();
    }

    private VBox nothing() {
        var title = new Label(texts.get("messages.empty"));
        title.getStyleClass().add("empty-title");
        var words = new WrappedLabel(texts.get("messages.empty.text"));
        words.getStyleClass().add("empty-text");
        words.setTextAlignment(TextAlignment.CENTER);
        var nothing = new VBox(Icons.of(MaterialDesignM.MESSAGE_TEXT_OUTLINE, "empty-icon"), title, words);
        nothing.getStyleClass().add("empty");
        nothing.setAlignment(Pos.CENTER);
        nothing.setMouseTransparent(true);
        nothing.visibleProperty().bind(Bindings.isEmpty(model.conversations()));
        return nothing;
    }

    private VBox conversation(SuggestionsViewModel suggestions, Subscriptions bag) {
        var title = new Label();
        title.setId("conversation-title");
        title.getStyleClass().add("section-title");
        title.textProperty().bind(model.title());
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        var back = Buttons.icon(MaterialDesignA.ARROW_LEFT, texts.get("messages.back"), model::back);
        back.setId("message-back");
        var call = Buttons.icon(MaterialDesignP.PHONE, texts.get("log.call"), model::call, "contact-call");
        var head = new HBox(back, title, call);
        head.getStyleClass().addAll("log-head", "conversation-head");
        head.setAlignment(Pos.CENTER_LEFT);
        field(to, "message-to", "messages.to");
        to.textProperty().bindBidirectional(model.to());
        to.setOnAction(event -> text.requestFocus());
        SuggestionList.attach(to, suggestions, texts, bag, who -> {
            model.to().set(who.number());
            text.requestFocus();
        });
        var toPlace = new VBox(to);
        toPlace.getStyleClass().add("message-to");
        bag.listen(model.page(), page -> {
            Buttons.show(toPlace, page == MessagesViewModel.Page.NEW);
            Buttons.show(call, page == MessagesViewModel.Page.CONVERSATION);
        });
        var view = bubbles();
        VBox.setVgrow(view, Priority.ALWAYS);
        var box = new VBox(head, toPlace, view, error(bag), compose());
        box.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.back();
                event.consume();
            }
        });
        return box;
    }

    private void field(TextField field, String id, String key) {
        field.setId(id);
        field.setPromptText(texts.get(key));
        field.setAccessibleText(texts.get(key));
        field.getStyleClass().add("message-field");
    }

    private Label error(Subscriptions bag) {
        var error = new WrappedLabel();
        error.setId("message-error");
        error.getStyleClass().add("field-error");
        error.textProperty().bind(model.error());
        bag.listen(model.error(), words -> Buttons.show(error, !words.isEmpty()));
        return error;
    }

    private HBox compose() {
        field(text, "message-text", "messages.text");
        text.textProperty().bindBidirectional(model.text());
        text.setOnAction(event -> model.send());
        HBox.setHgrow(text, Priority.ALWAYS);
        var send = Buttons.icon(MaterialDesignS.SEND, texts.get("messages.send"), model::send, "send-button");
        send.setId("message-send");
        send.disableProperty().bind(model.text().isEmpty());
        var row = new HBox(text, send);
        row.getStyleClass().add("compose");
        row.setAlignment(Pos.CENTER);
        return row;
    }

    private ListView<MessageEntry> bubbles() {
        var view = new ListView<>(model.messages());
        view.setId("messages");
        view.getStyleClass().addAll("log-list", "bubbles");
        view.setAccessibleText(texts.get("place.messages"));
        view.setFocusTraversable(false);
        view.setCellFactory(any -> new BubbleCell());
        ListChangeListener<MessageEntry> newest = change -> {
            if (!model.messages().isEmpty()) {
                view.scrollTo(model.messages().size() - 1);
            }
        };
        model.messages().addListener(newest);
        return view;
    }
}
