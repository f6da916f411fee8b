package app.trunkline.sip.wire;

import app.trunkline.sip.SipAddress;
import java.util.Optional;

/** Who calls or writes, by the headers of a message. Pure functions. */
public final class RemoteParty {
    /** RFC 3323 section 4.1.1.3. */
    private static final String ANONYMOUS = "anonymous";

    private RemoteParty() {}

    /**
     * P-Asserted-Identity before From: there is one connection, to the account's own server, so what asserts here is that
     * server, and it is believed (RFC 3325 section 8); a telephone that took requests from elsewhere could not. A caller who
     * asked for privacy has no name here, even where the server gives one away.
     */
    public static SipAddress of(SipRequest request, String domain) {
        if (wantsPrivacy(request)) {
            return new SipAddress("", ANONYMOUS, "anonymous.invalid");
        }
        var from = request.from();
        var asserted = request.addresses("P-Asserted-Identity");
        // A server that asserts the number alone leaves the name to From.
        var name = asserted.stream()
                .map(NameAddress::name)
                .filter(n -> !n.isEmpty())
                .findFirst()
                .orElseGet(from::name);
        return asserted.stream()
                .flatMap(address -> address.uri().address(name, domain).stream())
                .findFirst()
                .or(() -> from.uri().address(name, domain))
                .orElse(new SipAddress(name, ANONYMOUS, "anonymous.invalid"));
    }

    /** What is asserted of the far side; empty where nothing is. */
    public static Optional<SipAddress> asserted(SipMessage message, String domain) {
        return message.addresses("P-Asserted-Identity").stream()
                .flatMap(address -> address.address(domain).stream())
                .findFirst();
    }

    /** What the far side says of itself. */
    public static Optional<SipAddress> from(SipRequest request, String domain) {
        return request.from().address(domain);
    }

    public static boolean wantsPrivacy(SipMessage message) {
        return message.headers("Privacy").stream().anyMatch(value -> value.matches("(?si).*\\b(id|user|header)\\b.*"));
    }
}
