package app.trunkline.ui.contacts;

import app.trunkline.phone.Command;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.LineChoice;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Words;
import app.trunkline.sip.Direction;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The contacts, searched, with their lamps; calling and editing them. FX thread; needs no toolkit. */
public final class ContactsViewModel {
    private final PhoneCommands phone;
    private final ContactsSource source;
    private final PhoneNumbers numbers;
    private final Texts texts;
    private final Consumer<SipAddress> write;
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
    private final ObservableList<ContactEntry> entries = FXCollections.observableArrayList();
    private List<Contact> contacts = List.of();
    private List<LineSnapshot> lines = List.of();
    private List<LampSnapshot> lamps = List.of();
    private PhoneSnapshot phoneNow = PhoneSnapshot.EMPTY;
    private BiConsumer<String, Runnable> deleted = (words, undo) -> {};

    /**
     * @param write opens the conversation with somebody
     */
    public ContactsViewModel(
            PhoneCommands phone, ContactsSource source, PhoneNumbers numbers, Texts texts, Consumer<SipAddress> write) {
        this.phone = phone;
        this.source = source;
        this.numbers = numbers;
        this.texts = texts;
        this.write = write;
        search.subscribe(this::refresh);
    }

    /** Part of a name or number. */
    public StringProperty search() {
        return search;
    }

    public ObservableList<ContactEntry> entries() {
        return entries;
    }

    /** What is wrong with the contact being edited, in words; empty while nothing is. */
    public ReadOnlyStringProperty error() {
        return error.getReadOnlyProperty();
    }

    public void apply(PhoneSnapshot snapshot) {
        phoneNow = snapshot;
        if (!lines.equals(snapshot.lines()) || !lamps.equals(snapshot.lamps())) {
            lines = snapshot.lines();
            lamps = snapshot.lamps();
            refresh();
        }
    }

    public void apply(List<Contact> all) {
        contacts = all;
        refresh();
    }

    private void refresh() {
        var wanted = search.get().strip().toLowerCase(Locale.ROOT);
        var digits = SipAddress.withoutSeparators(wanted);
        var next = contacts.stream()
                .filter(contact -> wanted.isEmpty()
                        || contact.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || contact.numbers().stream()
                                .anyMatch(number -> SipAddress.withoutSeparators(number)
                                        .toLowerCase(Locale.ROOT)
                                        .contains(digits)))
                .map(this::entry)
                .toList();
        if (!entries.equals(next)) {
            entries.setAll(next);
        }
    }

    private ContactEntry entry(Contact contact) {
        var number = numbers.display(contact.number(), country());
        var title = contact.name().isBlank() ? number : contact.name();
        if (!contact.watched()) {
            return new ContactEntry(contact, title, number, ContactEntry.Light.NONE, Optional.empty());
        }
        var lamp = address(contact).flatMap(this::lamp);
        var light = lamp.map(ContactEntry.Light::of).orElse(ContactEntry.Light.UNKNOWN);
        var words = lamp.map(l -> words(l, light)).orElseGet(() -> texts.of("lamp", light));
        return new ContactEntry(
                contact, title, texts.get("contacts.detail", words, number), light, lamp.flatMap(LampSnapshot::pickUp));
    }

    private Optional<LampSnapshot> lamp(SipAddress address) {
        return lamps.stream().filter(lamp -> lamp.isOf(address)).findFirst();
    }

    private String words(LampSnapshot lamp, ContactEntry.Light light) {
        var calls = lamp.direction().equals(Optional.of(Direction.OUTGOING)) && light == ContactEntry.Light.RINGING;
        if (light == ContactEntry.Light.RINGING && !calls && !lamp.caller().isEmpty()) {
            return texts.get("lamp.ringing-by", caller(lamp.caller()));
        }
        var words = calls ? texts.get("lamp.calling") : texts.of("lamp", light);
        var more = lamp.caller().isEmpty() ? lamp.note() : caller(lamp.caller());
        return more.isEmpty() ? words : texts.get("lamp.more", words, more);
    }

    /** Whoever calls them: a name as it was told, a number by the name that the user knows it by. */
    private String caller(String told) {
        return contacts.stream()
                .filter(contact -> !contact.name().isBlank())
                .filter(contact -> contact.numbers().stream().anyMatch(number -> same(number, told)))
                .findFirst()
                .map(Contact::name)
                .orElseGet(() -> numbers.display(told, country()));
    }

    private boolean same(String number, String told) {
        var known = numbers.e164(number, country());
        return known.isPresent() && known.equals(numbers.e164(told, country()));
    }

    /** Calls the contact's first number. */
    public void call(ContactEntry entry) {
        try {
            phone.call(Dialling.of(entry.contact().number()).on(phoneNow, numbers));
        } catch (InvalidAddressException e) {
            error.set(Words.of(e.kind()));
        }
    }

    /** Takes the call that rings at the contact's telephone; nothing where none does that can be taken. */
    public void pickUp(ContactEntry entry) {
        entry.pickUp()
                .ifPresent(ringing -> address(entry.contact())
                        .flatMap(this::lamp)
                        .ifPresent(lamp -> phone.tell(new Command.PickUp(
                                new SipAddress(
                                        entry.title(),
                                        lamp.target().user(),
                                        lamp.target().host()),
                                ringing))));
    }

    /** Opens the conversation with the contact. */
    public void write(ContactEntry entry) {
        address(entry.contact())
                .map(address -> new SipAddress(entry.title(), address.user(), address.host()))
                .ifPresent(write);
    }

    /** Who is told, in words, what was deleted or left, and how it comes back. */
    public void whenDeleted(BiConsumer<String, Runnable> taker) {
        deleted = taker;
    }

    public void delete(ContactEntry entry) {
        deleted.accept(
                texts.get("undo.contact", entry.title()),
                source.delete(entry.contact().id()));
    }

    /** What was typed into the form is left; {@code again} opens it with that. */
    void left(Contact typed, Runnable again) {
        deleted.accept(
                typed.name().isBlank() ? texts.get("undo.form") : texts.get("undo.form.of", typed.name()), again);
    }

    /** Keeps the contact if it can be reached by something; otherwise {@link #error} says what is missing. */
    public boolean save(Contact contact) {
        error.set("");
        if (contact.numbers().isEmpty()) {
            error.set(texts.get("contacts.no-number"));
            return false;
        }
        for (var number : contact.numbers()) {
            try {
                Dialling.of(number).check();
            } catch (InvalidAddressException e) {
                error.set(texts.get("contacts.bad-number", number, Words.of(e.kind())));
                return false;
            }
        }
        source.save(contact);
        return true;
    }

    /** Forgets what was wrong, as a new form does. */
    void beginEditing() {
        error.set("");
    }

    private Optional<SipAddress> address(Contact contact) {
        try {
            return Optional.of(Dialling.of(contact.number()).on(line(), numbers).target());
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }

    /** The line whose country and domain a contact's number is read with. */
    private Optional<LineSnapshot> line() {
        return LineChoice.usual(lines);
    }

    private String country() {
        return line().map(LineSnapshot::country).orElse("");
    }
}
