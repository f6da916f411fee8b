package app.trunkline.ui.log;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** One entry of the log. Its nodes are made once and filled anew. */
final class LogCell extends ListCell<LogEntry> {
    private final CallLogViewModel model;
    private final Texts texts;
    private final FontIcon arrow = Icons.of(MaterialDesignC.CALL_MADE, "log-arrow");
    private final Label title = new Label();
    private final Label detail = new Label();
    private final Label when = new Label();
    private final Label duration = new Label();
    private final Tooltip date = new Tooltip();
    private final Button call;
    private final HBox row;
    private final ContextMenu menu;

    LogCell(CallLogViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("log-cell");
        title.getStyleClass().add("log-title");
        detail.getStyleClass().addAll("caption", "log-detail");
        when.getStyleClass().add("caption");
        duration.getStyleClass().add("caption");
        when.setTooltip(date);
        call = Buttons.icon(MaterialDesignP.PHONE, texts.get("log.call"), this::redial, "log-call");
        var words = new VBox(title, detail);
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        var time = new VBox(when, duration);
        time.setMinWidth(USE_PREF_SIZE);
        time.setAlignment(Pos.CENTER_RIGHT);
        row = new HBox(arrow, words, time, call);
        row.getStyleClass().add("log-row");
        row.setAlignment(Pos.CENTER_LEFT);
        // The row is as wide as the list; longer names end in an ellipsis.
        setPrefWidth(0);
        menu = menu();
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                redial();
            }
        });
    }

    @Override
    protected void updateItem(@Nullable LogEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        getStyleClass().removeIf(style -> style.startsWith("log-kind-"));
        if (empty || entry == null) {
            setGraphic(null);
            setContextMenu(null);
            setAccessibleText("");
            return;
        }
        getStyleClass().add("log-kind-" + entry.kind().name().toLowerCase(Locale.ROOT));
        arrow.setIconCode(
                switch (entry.kind()) {
                    case OUTGOING, FAILED -> MaterialDesignC.CALL_MADE;
                    case INCOMING -> MaterialDesignC.CALL_RECEIVED;
                    case MISSED -> MaterialDesignC.CALL_MISSED;
                });
        title.setText(entry.title());
        detail.setText(entry.detail());
        when.setText(entry.when());
        date.setText(entry.full());
        duration.setText(entry.duration());
        Buttons.show(duration, !entry.duration().isEmpty());
        call.setAccessibleText(texts.get("log.call.who", entry.title()));
        setAccessibleText(entry.spoken());
        setGraphic(row);
        setContextMenu(menu);
    }

    private ContextMenu menu() {
        var redial = new MenuItem(texts.get("log.call"), Icons.of(MaterialDesignP.PHONE_OUTLINE));
        redial.setOnAction(event -> redial());
        var copy = new MenuItem(texts.get("log.copy"), Icons.of(MaterialDesignC.CONTENT_COPY));
        copy.setOnAction(event -> {
            if (getItem() != null) {
                copy(model.copied(getItem()));
            }
        });
        var contact = new MenuItem(texts.get("log.add-contact"), Icons.of(MaterialDesignA.ACCOUNT_PLUS_OUTLINE));
        contact.setOnAction(event -> {
            if (getItem() != null) {
                model.addContact(getItem());
            }
        });
        var delete = new MenuItem(texts.get("log.delete"));
        delete.setOnAction(event -> {
            if (getItem() != null) {
                model.delete(getItem());
            }
        });
        var block = new MenuItem(texts.get("log.block"));
        block.setId("block");
        block.setOnAction(event -> {
            if (getItem() != null) {
                model.block(getItem(), !model.blocked(getItem()));
            }
        });
        var all = new ContextMenu(redial, copy, contact, new SeparatorMenuItem(), block, delete);
        all.setOnShowing(event -> {
            var entry = getItem();
            block.setVisible(entry != null && model.blockable(entry));
            block.setText(texts.get(entry != null && model.blocked(entry) ? "log.unblock" : "log.block"));
        });
        return all;
    }

    private void redial() {
        if (getItem() != null) {
            model.redial(getItem());
        }
    }

    static void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }
}
