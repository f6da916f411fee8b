package app.trunkline.sip.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How REGISTER is written: with what the server said to an earlier one.
 *
 * @param outbound as a flow of RFC 5626; a server or a proxy on the way may not have it (420, 439)
 * @param registrar where a 3xx sent us; empty for the account's domain
 */
public record Binding(boolean outbound, Optional<SipUri> registrar) {
    public static final Binding USUAL = new Binding(true, Optional.empty());

    /** The best of those that a 3xx names. */
    public static Optional<SipUri> redirection(SipResponse response) {
        return response.contacts().stream()
                .sorted((one, other) -> Float.compare(other.quality(), one.quality()))
                .map(contact -> contact.uri().bare())
                .filter(uri -> uri.host().isPresent())
                .findFirst();
    }

    /**
     * What the server grants our own binding, not what we asked for (RFC 3261 section 10.2.4): that of our instance, else
     * of our address, else, where a server writes both anew, the shortest that it tells of. Zero where it keeps none.
     *
     * @param instance the URN of ours
     * @param host the one in our Contact
     */
    static Duration granted(SipResponse response, String instance, String host, Duration asked) {
        var otherwise = response.number("Expires").map(Duration::ofSeconds).orElse(asked);
        var all = response.contacts();
        var ours = all.stream()
                .filter(contact -> instance.equalsIgnoreCase(contact.parameter("+sip.instance")))
                .toList();
        var here = (ours.isEmpty() ? all : ours)
                .stream()
                        .filter(contact -> contact.uri().host().equals(Optional.of(host)))
                        .toList();
        return shortest(!here.isEmpty() ? here : !ours.isEmpty() ? ours : all, otherwise);
    }

    private static Duration shortest(List<Contact> contacts, Duration otherwise) {
        return contacts.stream()
                .map(contact -> contact.expires().map(Duration::ofSeconds).orElse(otherwise))
                .min(Duration::compareTo)
                .orElse(otherwise);
    }
}
