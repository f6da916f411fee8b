package app.trunkline.phone;

import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import java.util.List;

/**
 * Whom the telephone knows: names callers after contacts, and has each line watch those with a lamp that it can reach. On
 * the loop.
 */
final class Directory {
    private final PhoneNumbers numbers;
    private final Lines lines;
    private AddressBook contacts;
    /** Watched besides the contacts that have a lamp. */
    private List<SipAddress> watched = List.of();

    Directory(PhoneNumbers numbers, Lines lines) {
        this.numbers = numbers;
        this.lines = lines;
        this.contacts = new AddressBook(List.of(), numbers);
    }

    void know(List<Contact> people) {
        contacts = new AddressBook(people, numbers);
        watch();
    }

    void watch(List<SipAddress> targets) {
        watched = List.copyOf(targets);
        watch();
    }

    /** To be called when there are other lines: shares the lamps out anew. */
    void watch() {
        var domains = lines.all().stream().map(line -> line.agent().domain()).toList();
        var first = true;
        for (var line : lines.all()) {
            line.agent()
                    .watch(contacts.watched(
                            line.agent().domain(),
                            domains,
                            first,
                            line.settings().country(),
                            watched));
            first = false;
        }
    }

    /**
     * The call with the contact's name where the network gave none.
     *
     * @param country of the line that it goes over
     */
    CallSnapshot named(CallSnapshot call, String country) {
        return contacts.named(call, country);
    }

    /** Whether a favourite has that address; {@code country} is for numbers without a code. */
    boolean favourite(SipAddress address, String country) {
        return contacts.favourite(address, country);
    }

    /** The lamps of all lines, as they stand. */
    List<LampSnapshot> lamps() {
        return lines.all().stream()
                .flatMap(line -> line.agent().snapshot().get().lamps().stream())
                .toList();
    }
}
