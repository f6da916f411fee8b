package app.trunkline.phone;

import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whom the user knows, by number and by address. Immutable; any thread.
 *
 * <p>A name that the network gives comes first: the caller's side vouches for it. Where it gives none, or only repeats the
 * number, the contact's name is shown.
 */
public final class AddressBook {
    private final PhoneNumbers numbers;
    private final List<Contact> contacts;

    public AddressBook(List<Contact> contacts, PhoneNumbers numbers) {
        this.contacts = List.copyOf(contacts);
        this.numbers = numbers;
    }

    /** The name of whoever has that address; {@code country} is for numbers without a code. */
    public Optional<String> name(SipAddress address, String country) {
        return contacts.stream()
                .filter(contact -> contact.numbers().stream().anyMatch(number -> same(number, address, country)))
                .map(Contact::name)
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    /** Whether a favourite has that address; {@code country} is for numbers without a code. */
    boolean favourite(SipAddress address, String country) {
        return contacts.stream()
                .filter(Contact::favourite)
                .anyMatch(contact -> contact.numbers().stream().anyMatch(number -> same(number, address, country)));
    }

    /** A number is the same at every host; a name is, where no host was typed. */
    private boolean same(String typed, SipAddress address, String country) {
        try {
            var theirs = SipAddress.parse(numbers.dial(typed, country), address.host());
            var number = numbers.e164(theirs.user(), country);
            return number.isPresent()
                    ? number.equals(numbers.e164(address.user(), country))
                    : theirs.user().equals(address.user()) && theirs.host().equalsIgnoreCase(address.host());
        } catch (InvalidAddressException e) {
            return false;
        }
    }

    /**
     * Who an address is, the same for both directions: a number at every host, a name at its own.
     *
     * @param country for numbers without a code
     */
    public static String peer(SipAddress address, String country, PhoneNumbers numbers) {
        return numbers.e164(address.user(), country)
                .orElseGet(() -> address.user() + "@" + address.host().toLowerCase(Locale.ROOT));
    }

    /** The call with the contact's name where the network gave none. */
    CallSnapshot named(CallSnapshot call, String country) {
        var remote = call.remote();
        if (!says(remote)) {
            return name(remote, country)
                    .map(name -> call.withRemote(new SipAddress(name, remote.user(), remote.host())))
                    .orElse(call);
        }
        return call;
    }

    private static boolean says(SipAddress remote) {
        var name = remote.displayName().strip();
        return !name.isEmpty() && !name.equals(remote.user()) && !name.matches("[+0-9 ().\\-/]+");
    }

    /** Whom a line watches: those with a lamp whose address it can reach, the domain's own line first. */
    List<SipAddress> watched(
            String domain, List<String> otherDomains, boolean first, String country, List<SipAddress> more) {
        List<SipAddress> found = new ArrayList<>(more.stream()
                .filter(address -> mine(address, domain, otherDomains, first))
                .toList());
        for (var contact : contacts) {
            if (contact.watched()) {
                try {
                    var address = SipAddress.parse(numbers.dial(contact.number(), country), first ? domain : "");
                    if (mine(address, domain, otherDomains, first)) {
                        found.add(address);
                    }
                } catch (InvalidAddressException e) {
                    // Without a host it is the first line's to watch.
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static boolean mine(SipAddress address, String domain, List<String> otherDomains, boolean first) {
        return address.host().equalsIgnoreCase(domain) || first && !otherDomains.contains(address.host());
    }
}
