package app.trunkline.ui.messages;

import app.trunkline.phone.AddressBook;
import app.trunkline.phone.Dialled;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.LineChoice;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import app.trunkline.store.MessageRecord;
import app.trunkline.text.Texts;
import java.util.List;
import java.util.Optional;

/**
 * With whom messages are exchanged: their names by the contacts, and their addresses by the lines there are. FX thread;
 * needs no toolkit.
 */
final class Correspondents {
    private final PhoneNumbers numbers;
    private final Texts texts;
    private PhoneSnapshot phone = PhoneSnapshot.EMPTY;
    private AddressBook book;

    Correspondents(PhoneNumbers numbers, Texts texts) {
        this.numbers = numbers;
        this.texts = texts;
        this.book = new AddressBook(List.of(), numbers);
    }

    void use(PhoneSnapshot now) {
        phone = now;
    }

    void know(List<Contact> contacts) {
        book = new AddressBook(contacts, numbers);
    }

    /** Whom an entry of the store is with. */
    String name(MessageRecord message) {
        return address(message).map(this::name).orElse(message.peer());
    }

    /** Address of an entry of the store, with the name that came with it. */
    Optional<SipAddress> address(MessageRecord message) {
        try {
            var address = SipAddress.parse(message.address(), "");
            return Optional.of(new SipAddress(message.name(), address.user(), address.host()));
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }

    /** The contact's name, else what they call themselves, else the number. */
    String name(SipAddress address) {
        var known = book.knownAs(address, country());
        return known.name().isEmpty() ? numbers.display(address.user(), country()) : known.name();
    }

    /** The name, and behind it what they call themselves where the contact's name is another. */
    String title(SipAddress address) {
        var network = book.knownAs(address, country()).network();
        return network.isEmpty() ? name(address) : texts.get("party.title", name(address), network);
    }

    /** The same of whom an entry of the store is with. */
    String title(MessageRecord message) {
        return address(message).map(this::title).orElse(message.peer());
    }

    /** The same for whatever address they write from, see {@link MessageRecord#peer}. */
    String peer(SipAddress address) {
        return AddressBook.peer(address, country(), numbers);
    }

    /** Reads whom a person typed. */
    SipAddress address(String typed) throws InvalidAddressException {
        return Dialling.of(typed).on(line(), numbers).target();
    }

    /** Somebody to write to, over that account's line or, where there is none, the usual one. */
    Dialled to(SipAddress address, Optional<String> accountId) {
        var line = accountId.filter(this::hasLine).or(() -> line().map(LineSnapshot::accountId));
        return Dialling.again(address, address.user(), line, phone, numbers);
    }

    /** Somebody to call, over that account's line or, where there is none, the one that fits the number. */
    Dialled call(SipAddress address, Optional<String> accountId) {
        return Dialling.again(address, address.user(), accountId, phone, numbers);
    }

    private boolean hasLine(String accountId) {
        return phone.line(accountId).isPresent();
    }

    private Optional<LineSnapshot> line() {
        return LineChoice.usual(phone.lines());
    }

    private String country() {
        return line().map(LineSnapshot::country).orElse("");
    }
}
