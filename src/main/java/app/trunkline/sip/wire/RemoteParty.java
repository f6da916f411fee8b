package app.trunkline.sip.wire;

import app.trunkline.sip.SipAddress;
import gov.nist.javax.sip.header.ims.PAssertedIdentityHeader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.FromHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** Who calls, by the headers of an INVITE. Pure functions. */
public final class RemoteParty {
    /** RFC 3323 section 4.1.1.3. */
    private static final String ANONYMOUS = "anonymous";

    private RemoteParty() {}

    /**
     * P-Asserted-Identity before From: there is one connection, to the account's own server, so what asserts here is that
     * server, and it is believed (RFC 3325 section 8); a telephone that took requests from elsewhere could not. A caller who asked for privacy has no name here, even where the server gives one away.
     */
    public static SipAddress of(Request invite, String domain) {
        if (wantsPrivacy(invite)) {
            return new SipAddress("", ANONYMOUS, "anonymous.invalid");
        }
        var from = ((FromHeader) invite.getHeader(FromHeader.NAME)).getAddress();
        var asserted = asserted(invite);
        // A server that asserts the number alone leaves the name to From.
        var name = asserted.stream()
                .map(RemoteParty::name)
                .filter(n -> !n.isEmpty())
                .findFirst()
                .orElseGet(() -> name(from));
        return asserted.stream()
                .map(address -> address(address, name, domain))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> address(from, name, domain))
                .orElse(new SipAddress(name, ANONYMOUS, "anonymous.invalid"));
    }

    /** What is asserted of the far side; empty where nothing is. */
    public static Optional<SipAddress> asserted(Message message, String domain) {
        return asserted(message).stream()
                .map(address -> address(address, name(address), domain))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What the far side says of itself. */
    public static Optional<SipAddress> from(Request request, String domain) {
        var from = ((FromHeader) request.getHeader(FromHeader.NAME)).getAddress();
        return address(from, name(from), domain);
    }

    public static boolean wantsPrivacy(Message message) {
        ListIterator<?> all = message.getHeaders("Privacy");
        while (all.hasNext()) {
            var value = String.valueOf(all.next()).toLowerCase(Locale.ROOT);
            if (value.matches("(?s)privacy:.*\\b(id|user|header)\\b.*")) {
                return true;
            }
        }
        return false;
    }

    private static List<Address> asserted(Message message) {
        var addresses = new ArrayList<Address>();
        ListIterator<?> all = message.getHeaders("P-Asserted-Identity");
        while (all.hasNext()) {
            if (all.next() instanceof PAssertedIdentityHeader header) {
                addresses.add(header.getAddress());
            }
        }
        return addresses;
    }

    private static String name(Address address) {
        var name = address.getDisplayName();
        return name == null ? "" : name.strip().replaceAll("\\\\(.)", "$1").replaceAll("\\p{Cntrl}", "");
    }

    private static Optional<SipAddress> address(Address address, String name, String domain) {
        return address(address.getURI(), name, domain);
    }

    /**
     * Whom a URI means; empty for one that cannot be called.
     *
     * @param domain host of a telephone number
     */
    public static Optional<SipAddress> address(URI uri, String name, String domain) {
        return switch (uri) {
            case SipURI sip
            when sip.getUser() != null -> {
                var port = sip.getPort() > 0 ? ":" + sip.getPort() : "";
                yield Optional.of(new SipAddress(name, user(sip), sip.getHost() + port));
            }
            case TelURL tel ->
                Optional.of(new SipAddress(name, (tel.isGlobal() ? "+" : "") + tel.getPhoneNumber(), domain));
            default -> Optional.empty();
        };
    }

    /** The user part; of a number what stands behind it, such as verstat, is no part (RFC 3261 section 19.1.6). */
    public static String user(SipURI uri) {
        var user = decode(uri.getUser());
        return user.matches("\\+?[0-9().*#-]+;.*") ? user.substring(0, user.indexOf(';')) : user;
    }

    private static String decode(String user) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cntrl}", "");
        } catch (IllegalArgumentException e) {
            return user;
        }
    }
}
