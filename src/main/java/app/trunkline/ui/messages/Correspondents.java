package app.trunkline.ui.messages;

import app.trunkline.phone.AddressBook;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import app.trunkline.store.MessageRecord;
import app.trunkline.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * With whom messages are exchanged: their names by the contacts, and their addresses by the lines there are. FX thread;
 * needs no toolkit.
 */
final class Correspondents {
    private final PhoneNumbers numbers;
    private final UnaryOperator<String> domainOf;
    private final Texts texts;
    private List<LineSnapshot> lines = List.of();
    private AddressBook book;

    /** @param domainOf the domain of an account, for names without one */
    Correspondents(PhoneNumbers numbers, UnaryOperator<String> domainOf, Texts texts) {
        this.numbers = numbers;
        this.texts = texts;
        this.domainOf = domainOf;
        this.book = new AddressBook(List.of(), numbers);
    }

    void use(List<LineSnapshot> now) {
        lines = now;
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
        return SipAddress.parse(
                numbers.dial(typed.strip(), country()),
                line().map(line -> domainOf.apply(line.accountId())).orElse("invalid"));
    }

    /** Whether there is a line of that account still. */
    boolean hasLine(String accountId) {
        return lines.stream().anyMatch(line -> line.accountId().equals(accountId));
    }

    private Optional<LineSnapshot> line() {
        return lines.stream()
                .filter(LineSnapshot::ready)
                .findFirst()
                .or(() -> lines.stream().findFirst());
    }

    private String country() {
        return line().map(LineSnapshot::country).orElse("");
    }
}
