package app.trunkline.ui.contacts;

import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.WrappedLabel;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
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

/** The contacts: search field, list with lamps, and the form of one of them. */
public final class ContactsView extends StackPane {
    private static final double ROW = 64;

    private final ContactsViewModel model;
    private final Texts texts;
    private final TextField search = new TextField();
    private final ListView<ContactEntry> people;
    private final ContactForm form;
    private final VBox list;

    public ContactsView(ContactsViewModel model, Texts texts, Subscriptions bag) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("contacts");
        form = new ContactForm(model, texts, bag, this::openForm, this::closeForm);
        people = list();
        var body = new StackPane(people, nothing());
        VBox.setVgrow(body, Priority.ALWAYS);
        list = new VBox(head(), body);
        getChildren().setAll(list, form);
        closeForm();
    }

    /** Brings the caret into the search field. */
    public void focusSearch() {
        leaveForm();
        search.requestFocus();
        search.selectAll();
    }

    /** Takes the call that rings at the contact that is selected; where none rings there, at the first that it rings at. */
    public void pickUp() {
        Optional.ofNullable(people.getSelectionModel().getSelectedItem())
                .filter(chosen -> chosen.pickUp().isPresent())
                .or(() -> model.entries().stream()
                        .filter(entry -> entry.pickUp().isPresent())
                        .findFirst())
                .ifPresent(model::pickUp);
    }

    /** Opens the form for somebody who is not a contact yet. */
    public void add(String name, String number) {
        edit(new Contact(0, name, number.isEmpty() ? List.of() : List.of(number), false, false));
    }

    private void edit(Contact contact) {
        leaveForm();
        openForm();
        form.edit(contact);
    }

    private void leaveForm() {
        if (form.isVisible()) {
            form.leave();
        }
    }

    private void openForm() {
        Buttons.show(list, false);
        Buttons.show(form, true);
    }

    private void closeForm() {
        Buttons.show(form, false);
        Buttons.show(list, true);
    }

    private HBox head() {
        search.setId("contacts-search");
        search.getStyleClass().add("search");
        search.setPromptText(texts.get("contacts.search"));
        search.setAccessibleText(texts.get("contacts.search"));
        search.textProperty().bindBidirectional(model.search());
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            }
        });
        // Enter calls whoever is found first, as fast as a number is dialled.
        search.setOnAction(event -> {
            if (!search.getText().isBlank() && !model.entries().isEmpty()) {
                model.call(model.entries().getFirst());
            }
        });
        var glass = Icons.of(MaterialDesignM.MAGNIFY, "search-icon");
        glass.setMouseTransparent(true);
        StackPane.setAlignment(glass, Pos.CENTER_LEFT);
        var field = new StackPane(search, glass);
        HBox.setHgrow(field, Priority.ALWAYS);
        var add = Buttons.icon(MaterialDesignA.ACCOUNT_PLUS_OUTLINE, texts.get("contacts.add"), () -> add("", ""));
        add.setId("contact-add");
        var head = new HBox(field, add);
        head.getStyleClass().add("log-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private ListView<ContactEntry> list() {
        var view = new ListView<>(model.entries());
        view.setId("contacts");
        view.getStyleClass().add("log-list");
        view.setAccessibleText(texts.get("place.contacts"));
        view.setFixedCellSize(ROW);
        view.setCellFactory(any -> new ContactCell(model, texts, entry -> edit(entry.contact())));
        view.setOnKeyPressed(event -> {
            var chosen = view.getSelectionModel().getSelectedItem();
            if (chosen == null) {
                return;
            }
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
                model.call(chosen);
                event.consume();
            } else if (event.getCode() == KeyCode.F2) {
                edit(chosen.contact());
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                model.delete(chosen);
                event.consume();
            }
        });
        view.visibleProperty().bind(Bindings.isNotEmpty(model.entries()));
        return view;
    }

    /** In the place of a list without entries. */
    private VBox nothing() {
        var title = new Label();
        title.getStyleClass().add("empty-title");
        title.textProperty()
                .bind(Bindings.when(model.search().isEmpty())
                        .then(texts.get("contacts.empty"))
                        .otherwise(texts.get("log.nothing-found")));
        var words = new WrappedLabel();
        words.getStyleClass().add("empty-text");
        words.setTextAlignment(TextAlignment.CENTER);
        words.textProperty()
                .bind(Bindings.when(model.search().isEmpty())
                        .then(texts.get("contacts.empty.text"))
                        .otherwise(texts.get("contacts.nothing-found")));
        var nothing = new VBox(Icons.of(MaterialDesignA.ACCOUNT_MULTIPLE_OUTLINE, "empty-icon"), title, words);
        nothing.getStyleClass().add("empty");
        nothing.setAlignment(Pos.CENTER);
        nothing.setMouseTransparent(true);
        nothing.visibleProperty().bind(Bindings.isEmpty(model.entries()));
        return nothing;
    }
}
