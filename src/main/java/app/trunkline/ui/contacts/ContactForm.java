package app.trunkline.ui.contacts;

import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.WrappedLabel;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The form of one contact, in the place of the list while it is open. Enter keeps it, Escape leaves it. */
final class ContactForm extends VBox {
    private final ContactsViewModel model;
    private final Runnable open;
    private final Runnable done;
    private final Label heading = new Label();
    private final TextField name = new TextField();
    private final TextArea numbers = new TextArea();
    private final CheckBox favourite;
    private final CheckBox watched;
    private final Button delete;
    private Contact contact = new Contact(0, "", java.util.List.of(), false, false);

    /**
     * @param open brings it into sight
     * @param done takes it out of sight
     */
    ContactForm(ContactsViewModel model, Texts texts, Subscriptions bag, Runnable open, Runnable done) {
        this.model = model;
        this.open = open;
        this.done = done;
        getStyleClass().add("contact-form");
        heading.getStyleClass().add("section-title");
        name.setId("contact-name");
        name.setAccessibleText(texts.get("contacts.name"));
        name.setPromptText(texts.get("contacts.name.prompt"));
        name.setOnAction(event -> save());
        numbers.setId("contact-numbers");
        numbers.setAccessibleText(texts.get("contacts.numbers"));
        numbers.setPromptText(texts.get("contacts.numbers.prompt"));
        numbers.setPrefRowCount(3);
        numbers.addEventFilter(javafx.scene.input.KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
                save();
                event.consume();
            }
        });
        favourite = box("contact-favourite", texts.get("contacts.favourite"));
        watched = box("contact-watched", texts.get("contacts.watched"));
        var help = new WrappedLabel(texts.get("contacts.watched.help"));
        help.getStyleClass().add("form-help");
        var error = new WrappedLabel();
        error.setId("contact-error");
        error.getStyleClass().add("field-error");
        error.textProperty().bind(model.error());
        bag.listen(model.error(), text -> Buttons.show(error, !text.isEmpty()));
        var save = Buttons.text(texts.get("contacts.save"), this::save, "accent");
        save.setId("contact-save");
        var cancel = Buttons.text(texts.get("contacts.cancel"), this::leave);
        delete = Buttons.text(texts.get("contacts.delete"), this::delete);
        delete.setId("contact-delete");
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        var buttons = new HBox(save, cancel, spring, delete);
        buttons.getStyleClass().add("button-row");
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .setAll(
                        heading,
                        label(texts.get("contacts.name"), name),
                        name,
                        label(texts.get("contacts.numbers"), numbers),
                        numbers,
                        favourite,
                        watched,
                        help,
                        error,
                        buttons);
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                leave();
                event.consume();
            }
        });
        this.texts = texts;
    }

    private final Texts texts;

    private static CheckBox box(String id, String words) {
        var box = new CheckBox(words);
        box.setId(id);
        return box;
    }

    private static Label label(String words, Region field) {
        var label = new Label(words);
        label.getStyleClass().add("form-label");
        label.setLabelFor(field);
        return label;
    }

    void edit(Contact next) {
        show(next, next);
    }

    /** @param typed what is in the fields, where it is not what is kept */
    private void show(Contact next, Contact typed) {
        contact = next;
        model.beginEditing();
        heading.setText(texts.get(next.id() == 0 ? "contacts.add" : "contacts.edit"));
        name.setText(typed.name());
        numbers.setText(String.join("\n", typed.numbers()));
        favourite.setSelected(typed.favourite());
        watched.setSelected(typed.watched());
        Buttons.show(delete, next.id() != 0);
        name.requestFocus();
        name.selectAll();
    }

    /** Closes it; what was changed can be taken up again. */
    void leave() {
        var kept = contact;
        var typed = typed();
        done.run();
        if (!typed.equals(kept)) {
            model.left(typed, () -> {
                open.run();
                show(kept, typed);
            });
        }
    }

    private Contact typed() {
        var lines = numbers.getText()
                .lines()
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .toList();
        return new Contact(contact.id(), name.getText().strip(), lines, favourite.isSelected(), watched.isSelected());
    }

    private void save() {
        if (model.save(typed())) {
            done.run();
        }
    }

    private void delete() {
        model.delete(new ContactEntry(contact, contact.name(), "", ContactEntry.Light.NONE, Optional.empty()));
        done.run();
    }
}
