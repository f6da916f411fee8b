package app.trunkline.ui.contacts;

import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Shortcuts;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** One contact: lamp, name, number, and what can be done. Its nodes are made once and filled anew. */
final class ContactCell extends ListCell<ContactEntry> {
    private final ContactsViewModel model;
    private final Texts texts;
    private final Consumer<ContactEntry> edit;
    private final FontIcon lamp = Icons.of(MaterialDesignA.ACCOUNT_OUTLINE, "lamp");
    private final FontIcon star = Icons.of(MaterialDesignS.STAR, "contact-star");
    private final Label title = new Label();
    private final Label detail = new Label();
    private final Button pickUp;
    private final Button message;
    private final Button call;
    private final HBox row;
    private final MenuItem take;
    private final ContextMenu menu;

    ContactCell(ContactsViewModel model, Texts texts, Consumer<ContactEntry> edit) {
        this.model = model;
        this.texts = texts;
        this.edit = edit;
        title.getStyleClass().add("log-title");
        title.setGraphic(star);
        title.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        detail.getStyleClass().addAll("caption", "log-detail");
        pickUp = Buttons.text(
                MaterialDesignP.PHONE_INCOMING,
                texts.get("contacts.pick-up"),
                () -> on(model::pickUp),
                "small-button",
                "pick-up");
        pickUp.setMinWidth(Region.USE_PREF_SIZE);
        Buttons.tip(pickUp, Shortcuts.PICK_UP.with(texts.get("contacts.pick-up.help")));
        message =
                Buttons.icon(MaterialDesignM.MESSAGE_TEXT_OUTLINE, texts.get("contacts.write"), () -> on(model::write));
        call = Buttons.icon(MaterialDesignP.PHONE, texts.get("log.call"), () -> on(model::call), "contact-call");
        var words = new VBox(title, detail);
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        row = new HBox(lamp, words, pickUp, message, call);
        row.getStyleClass().addAll("log-row", "contact-row");
        row.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
        take = item("contacts.pick-up", model::pickUp);
        // Words alone: an accelerator here would take the window's own away, and act on whichever cell came last.
        take.setText(Shortcuts.PICK_UP.with(take.getText()));
        menu = new ContextMenu(
                take,
                item("log.call", model::call),
                item("contacts.write", model::write),
                item("contacts.edit", edit),
                new SeparatorMenuItem(),
                item("contacts.delete", model::delete));
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                on(model::call);
            }
        });
    }

    private MenuItem item(String key, Consumer<ContactEntry> action) {
        var item = new MenuItem(texts.get(key));
        item.setOnAction(event -> on(action));
        return item;
    }

    private void on(Consumer<ContactEntry> action) {
        if (getItem() != null) {
            action.accept(getItem());
        }
    }

    @Override
    protected void updateItem(@Nullable ContactEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        if (empty || entry == null) {
            setGraphic(null);
            setContextMenu(null);
            setAccessibleText("");
            return;
        }
        lamp.getStyleClass().removeIf(style -> style.startsWith("lamp-"));
        lamp.getStyleClass().add("lamp-" + entry.light().name().toLowerCase(Locale.ROOT));
        // A shape for each: the colour is never the only sign.
        lamp.setIconCode(
                switch (entry.light()) {
                    case NONE -> MaterialDesignA.ACCOUNT_OUTLINE;
                    case UNKNOWN -> MaterialDesignH.HELP_CIRCLE_OUTLINE;
                    case FREE -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
                    case RINGING -> MaterialDesignB.BELL_RING;
                    case TALKING -> MaterialDesignP.PHONE_IN_TALK;
                    case AWAY -> MaterialDesignC.CLOCK_OUTLINE;
                    case BUSY -> MaterialDesignM.MINUS_CIRCLE;
                    case OFFLINE -> MaterialDesignM.MINUS_CIRCLE_OUTLINE;
                });
        Buttons.show(star, entry.contact().favourite());
        Buttons.show(pickUp, entry.pickUp().isPresent());
        // The caller's name takes its room; the menu writes as well.
        Buttons.show(message, entry.pickUp().isEmpty());
        take.setVisible(entry.pickUp().isPresent());
        title.setText(entry.title());
        detail.setText(entry.detail());
        call.setAccessibleText(texts.get("log.call.who", entry.title()));
        message.setAccessibleText(texts.get("contacts.write.who", entry.title()));
        pickUp.setAccessibleText(texts.get("contacts.pick-up.who", entry.title()));
        setAccessibleText(entry.spoken());
        setGraphic(row);
        setContextMenu(menu);
    }
}
