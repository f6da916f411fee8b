package app.trunkline.ui;

import app.trunkline.text.Texts;
import app.trunkline.ui.contacts.ContactsView;
import app.trunkline.ui.kit.Buttons;
import app.trunkline.ui.kit.Icons;
import app.trunkline.ui.kit.Shortcuts;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.log.CallLogView;
import app.trunkline.ui.messages.MessagesView;
import java.util.function.IntFunction;
import javafx.beans.value.ObservableIntegerValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** What stands beside the phone: calls, contacts or messages, one at a time, chosen above them. */
final class PlacesView extends VBox {
    private final MainViewModel model;
    private final Texts texts;
    private final CallLogView log;
    private final ContactsView contacts;
    private final MessagesView messages;

    /**
     * @param missed calls that were not looked at, shown beside their place's name
     * @param unread messages that were not looked at, likewise
     */
    PlacesView(
            MainViewModel model,
            CallLogView log,
            ContactsView contacts,
            MessagesView messages,
            ObservableIntegerValue missed,
            ObservableIntegerValue unread,
            Texts texts,
            Subscriptions bag) {
        this.model = model;
        this.texts = texts;
        this.log = log;
        this.contacts = contacts;
        this.messages = messages;
        getStyleClass().add("places");
        var choices = new HBox(
                counted(
                        choice(MainViewModel.Place.CALLS, MaterialDesignP.PHONE_LOG_OUTLINE, Shortcuts.CALLS, bag),
                        missed,
                        count -> count == 0 ? texts.get("place.calls") : texts.get("place.calls.missed", count),
                        bag),
                choice(MainViewModel.Place.CONTACTS, MaterialDesignA.ACCOUNT_MULTIPLE_OUTLINE, Shortcuts.CONTACTS, bag),
                counted(
                        choice(
                                MainViewModel.Place.MESSAGES,
                                MaterialDesignM.MESSAGE_TEXT_OUTLINE,
                                Shortcuts.MESSAGES,
                                bag),
                        unread,
                        count -> count == 0 ? texts.get("place.messages") : texts.get("place.messages.unread", count),
                        bag));
        choices.getStyleClass().add("place-choices");
        var body = new StackPane(log, contacts, messages);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().setAll(choices, body);
        bag.listen(model.place(), place -> {
            Buttons.show(log, place == MainViewModel.Place.CALLS);
            Buttons.show(contacts, place == MainViewModel.Place.CONTACTS);
            Buttons.show(messages, place == MainViewModel.Place.MESSAGES);
        });
    }

    /** With a number beside its name, while there is one. */
    private static ToggleButton counted(
            ToggleButton choice, ObservableIntegerValue number, IntFunction<String> spoken, Subscriptions bag) {
        var badge = new Label();
        badge.setId(choice.getId() + "-badge");
        badge.getStyleClass().add("unread");
        var face = new HBox(6, choice.getGraphic(), new Label(choice.getText()), badge);
        face.setAlignment(Pos.CENTER);
        choice.setText("");
        choice.setGraphic(face);
        bag.listen(number, count -> {
            badge.setText(String.valueOf(count));
            Buttons.show(badge, count.intValue() > 0);
            choice.setAccessibleText(spoken.apply(count.intValue()));
        });
        return choice;
    }

    private ToggleButton choice(MainViewModel.Place place, Ikon ikon, Shortcuts keys, Subscriptions bag) {
        var words = texts.of("place", place);
        var choice = new ToggleButton(words, icon(ikon));
        choice.setId("place-" + words.toLowerCase(java.util.Locale.ROOT));
        choice.getStyleClass().add("place-choice");
        choice.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(choice, Priority.ALWAYS);
        Buttons.tip(choice, keys.with(words));
        choice.setOnAction(event -> {
            model.go(place);
            // A second press must not leave no place chosen.
            choice.setSelected(true);
        });
        bag.listen(model.place(), now -> choice.setSelected(now == place));
        return choice;
    }

    private static Node icon(Ikon ikon) {
        return Icons.of(ikon);
    }

    /** Shows the place and brings the focus where one begins there. */
    void go(MainViewModel.Place place) {
        model.go(place);
        switch (place) {
            case CALLS -> log.focusSearch();
            case CONTACTS -> contacts.focusSearch();
            case MESSAGES -> messages.focus();
        }
    }

    /** Brings the caret into the search field of the place, or of the calls where it has none. */
    void search() {
        switch (model.place().get()) {
            case CALLS, MESSAGES -> go(MainViewModel.Place.CALLS);
            case CONTACTS -> contacts.focusSearch();
        }
    }

    /** Takes a colleague's ringing call. */
    void pickUp() {
        contacts.pickUp();
    }

    /** Shows the form of a new contact. */
    void addContact(String name, String number) {
        model.go(MainViewModel.Place.CONTACTS);
        contacts.add(name, number);
    }

    /** Shows the open conversation. */
    void showMessages() {
        go(MainViewModel.Place.MESSAGES);
    }
}
