package app.trunkline.phone;

import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.Contact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Whom the user knows, by number and by address, and so how everybody is called. Immutable; any thread.
 *
 * <p>The contact's name comes before the one that the network gives: anybody can call themselves anything there.
 */
public final class AddressBook {
    /**
     * How somebody is called.
     *
     * @param name the contact's, else the network's; empty where neither has one
     * @param network what the network calls them where that is something else than the name; empty where it is not
     */
    public record KnownAs(String name, String network) {}

    /** The contacts of a country's numbering: by E.164, by address, and by user where no host was typed. */
    private record Index(
            Map<String, List<Contact>> numbers,
            Map<String, List<Contact>> addresses,
            Map<String, List<Contact>> users) {}

    private static final String NO_HOST = "invalid";

    private final PhoneNumbers numbers;
    private final List<Contact> contacts;
    private final Map<String, Index> indexes = new ConcurrentHashMap<>();

    public AddressBook(List<Contact> contacts, PhoneNumbers numbers) {
        this.contacts = List.copyOf(contacts);
        this.numbers = numbers;
    }

    /** The name of whoever has that address; {@code country} is for numbers without a code. */
    public Optional<String> name(SipAddress address, String country) {
        return people(address, country)
                .map(Contact::name)
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    /** How to call whoever has that address; {@code country} is for numbers without a code. */
    public KnownAs knownAs(SipAddress address, String country) {
        var network = says(address) ? address.displayName().strip() : "";
        return name(address, country)
                .map(String::strip)
                .map(name -> new KnownAs(name, name.equalsIgnoreCase(network) ? "" : network))
                .orElseGet(() -> new KnownAs(network, ""));
    }

    /** Whether a favourite has that address; {@code country} is for numbers without a code. */
    boolean favourite(SipAddress address, String country) {
        return people(address, country).anyMatch(Contact::favourite);
    }

    /** A number is the same at every host; a name is, where no host was typed. */
    private Stream<Contact> people(SipAddress address, String country) {
        var index = indexes.computeIfAbsent(country, this::index);
        var number = numbers.e164(address.user(), country);
        return number.isPresent()
                ? index.numbers().getOrDefault(number.get(), List.of()).stream()
                : Stream.concat(
                        index.addresses().getOrDefault(at(address), List.of()).stream(),
                        index.users().getOrDefault(address.user(), List.of()).stream());
    }

    private Index index(String country) {
        var index = new Index(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (var contact : contacts) {
            for (var typed : contact.numbers()) {
                try {
                    var theirs =
                            Dialling.of(typed).on("", country, NO_HOST, numbers).target();
                    var number = numbers.e164(theirs.user(), country);
                    if (number.isPresent()) {
                        put(index.numbers(), number.get(), contact);
                    } else if (theirs.host().equals(NO_HOST)) {
                        put(index.users(), theirs.user(), contact);
                    } else {
                        put(index.addresses(), at(theirs), contact);
                    }
                } catch (InvalidAddressException e) {
                    // Nobody can call from there.
                }
            }
        }
        return index;
    }

    private static void put(Map<String, List<Contact>> people, String key, Contact contact) {
        people.computeIfAbsent(key, k -> new ArrayList<>()).add(contact);
    }

    private static String at(SipAddress address) {
        return address.user() + "@" + address.host().toLowerCase(Locale.ROOT);
    }

    /**
     * Who an address is, the same for both directions: a number at every host, a name at its own.
     *
     * @param country for numbers without a code
     */
    public static String peer(SipAddress address, String country, PhoneNumbers numbers) {
        return numbers.e164(address.user(), country).orElseGet(() -> at(address));
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
        return !name.isEmpty()
                && !name.equals(remote.user())
                && SipAddress.number(name).isEmpty();
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
                    var address = Dialling.of(contact.number())
                            .on("", country, first ? domain : "", numbers)
                            .target();
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
