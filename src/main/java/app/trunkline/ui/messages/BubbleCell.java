package app.trunkline.ui.messages;

import app.trunkline.ui.kit.WrappedLabel;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One message, ours on the right. FX thread. */
final class BubbleCell extends ListCell<MessageEntry> {
    private final Label words = new WrappedLabel();
    private final Label note = new WrappedLabel();
    private final VBox bubble = new VBox(words, note);
    private final HBox row = new HBox(bubble);

    BubbleCell() {
        words.setMinHeight(USE_PREF_SIZE);
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
