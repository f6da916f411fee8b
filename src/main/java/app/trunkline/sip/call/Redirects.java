package app.trunkline.sip.call;

import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.Messages;
import app.trunkline.sip.wire.RemoteParty;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Response;

/**
 * Where a 3xx leads (RFC 3261 section 8.1.3.4). Each address is tried once, so that two servers cannot send us in circles.
 * On the loop.
 */
public final class Redirects {
    private static final int MOST = 5;

    private final Set<String> tried = new HashSet<>();

    /** The next address of the number that was called; empty when there is none left. */
    Optional<URI> next(Response response, URI called) {
        tried.add(called.toString());
        var target = contacts(response).stream()
                .filter(uri -> number(uri).equals(number(called)))
                .filter(uri -> !tried.contains(uri.toString()))
                .findFirst();
        return tried.size() > MOST ? Optional.empty() : target;
    }

    /** The number that is called now instead, where the redirection leads to another. */
    Optional<SipAddress> otherNumber(Response response, URI called) {
        return contacts(response).stream()
                .filter(uri -> !number(uri).equals(number(called)))
                .flatMap(uri -> RemoteParty.address(uri, "", host(called)).stream())
                .findFirst();
    }

    private static List<URI> contacts(Response response) {
        return Messages.headers(response, ContactHeader.NAME).stream()
                .map(ContactHeader.class::cast)
                .filter(contact -> !contact.isWildCard())
                .sorted(Comparator.comparing((ContactHeader contact) -> -quality(contact)))
                .map(contact -> contact.getAddress().getURI())
                .<URI>map(Redirects::bare)
                .toList();
    }

    /** RFC 3261 section 20.10: 1 where nothing is said. */
    private static float quality(ContactHeader contact) {
        return contact.getQValue() < 0 ? 1 : contact.getQValue();
    }

    /** Without method and headers, which would make another request of it. */
    private static URI bare(URI uri) {
        var copy = (URI) uri.clone();
        if (copy instanceof SipURI sip) {
            sip.removeParameter("method");
            var names = sip.getHeaderNames();
            while (names.hasNext()) {
                names.next();
                names.remove();
            }
        }
        return copy;
    }

    private static String number(URI uri) {
        return RemoteParty.address(uri, "", "").map(SipAddress::user).orElse("");
    }

    private static String host(URI called) {
        return called instanceof SipURI sip ? sip.getHost() : "";
    }
}
