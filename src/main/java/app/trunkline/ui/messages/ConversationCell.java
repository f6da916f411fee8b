package app.trunkline.ui.messages;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Avatar;
import app.trunkline.ui.kit.Buttons;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One conversation of the list: a click opens it, its menu deletes it. FX thread. */
final class ConversationCell extends ListCell<ConversationEntry> {
    private static final double PICTURE = 40;

    private final Texts texts;
    private final Avatar picture = new Avatar(PICTURE);
    private final Label title = new Label();
    private final Label preview = new Label();
    private final Label when = new Label();
    private final Label unread = new Label();
    private final HBox row;
    private final ContextMenu menu;

    ConversationCell(Texts texts, Consumer<ConversationEntry> open, Consumer<ConversationEntry> delete) {
        this.texts = texts;
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
        var remove = new MenuItem(texts.get("messages.delete"));
        remove.setOnAction(event -> {
            if (getItem() != null) {
                delete.accept(getItem());
            }
        });
        menu = new ContextMenu(remove);
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && getItem() != null) {
                open.accept(getItem());
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
        setAccessibleText(texts.get("messages.spoken", entry.title(), entry.preview(), entry.when(), entry.unread()));
        setGraphic(row);
        setContextMenu(menu);
    }
}
