package app.trunkline.ui.messages;

import app.trunkline.ui.kit.Avatar;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.Texts;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** The conversations, and in their place the one that is open, with a field to write in. */
public final class MessagesView extends StackPane {
    private static final double ROW = 64;
    private static final double PICTURE = 40;
    private static final double HEAD = 40;

    private final MessagesViewModel model;
    private final Texts texts;
    private final TextField to = new TextField();
    private final TextField text = new TextField();
    private final ListView<ConversationEntry> overview;

    public MessagesView(MessagesViewModel model, Texts texts, Subscriptions bag) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("messages");
        overview = list();
        var conversations = conversations();
        var conversation = conversation(bag);
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
        list.setCellFactory(view -> new ConversationCell());
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
        var words = new Label(texts.get("messages.empty.text"));
        words.getStyleClass().add("empty-text");
        words.setWrapText(true);
        words.setTextAlignment(TextAlignment.CENTER);
        var nothing = new VBox(Icons.of(MaterialDesignM.MESSAGE_TEXT_OUTLINE, "empty-icon"), title, words);
        nothing.getStyleClass().add("empty");
        nothing.setAlignment(Pos.CENTER);
        nothing.setMouseTransparent(true);
        nothing.visibleProperty().bind(Bindings.isEmpty(model.conversations()));
        return nothing;
    }

    private VBox conversation(Subscriptions bag) {
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
        var error = new Label();
        error.setId("message-error");
        error.getStyleClass().add("field-error");
        error.setWrapText(true);
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

    /** One conversation of the list. */
    private final class ConversationCell extends ListCell<ConversationEntry> {
        private final Avatar picture = new Avatar(PICTURE);
        private final Label title = new Label();
        private final Label preview = new Label();
        private final Label when = new Label();
        private final Label unread = new Label();
        private final HBox row;
        private final ContextMenu menu;

        ConversationCell() {
            title.getStyleClass().add("log-title");
            preview.getStyleClass().addAll("caption", "log-detail");
            when.getStyleClass().add("caption");
            unread.getStyleClass().add("unread");
            var words = new VBox(title, preview);
            words.setMinWidth(0);
            words.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(words, Priority.ALWAYS);
            var end = new VBox(when, unread);
            end.setSpacing(4);
            end.setMinWidth(USE_PREF_SIZE);
            end.setAlignment(Pos.CENTER_RIGHT);
            row = new HBox(picture, words, end);
            row.getStyleClass().add("log-row");
            row.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
            var delete = new MenuItem(texts.get("messages.delete"));
            delete.setOnAction(event -> {
                if (getItem() != null) {
                    model.delete(getItem());
                }
            });
            menu = new ContextMenu(delete);
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && getItem() != null) {
                    open(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable ConversationEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                setContextMenu(null);
                setAccessibleText("");
                return;
            }
            picture.show(entry.title());
            title.setText(entry.title());
            preview.setText(entry.preview());
            when.setText(entry.when());
            unread.setText(String.valueOf(entry.unread()));
            Buttons.show(unread, entry.unread() > 0);
            setAccessibleText(
                    texts.get("messages.spoken", entry.title(), entry.preview(), entry.when(), entry.unread()));
            setGraphic(row);
            setContextMenu(menu);
        }
    }

    /** One message, ours on the right. */
    private static final class BubbleCell extends ListCell<MessageEntry> {
        private final Label words = new Label();
        private final Label note = new Label();
        private final VBox bubble = new VBox(words, note);
        private final HBox row = new HBox(bubble);

        BubbleCell() {
            words.setWrapText(true);
            words.setMinHeight(USE_PREF_SIZE);
            note.setWrapText(true);
            note.setMinHeight(USE_PREF_SIZE);
            note.getStyleClass().add("bubble-note");
            bubble.maxWidthProperty().bind(widthProperty().multiply(0.78));
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable MessageEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            words.setText(entry.text());
            note.setText(entry.note());
            bubble.getStyleClass().setAll("bubble", entry.outgoing() ? "bubble-out" : "bubble-in");
            if (entry.failed()) {
                bubble.getStyleClass().add("bubble-failed");
            }
            row.setAlignment(entry.outgoing() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            setAccessibleText(entry.text() + ", " + entry.note());
            setGraphic(row);
        }
    }
}
