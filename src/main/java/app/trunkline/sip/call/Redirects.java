package app.trunkline.sip.call;

import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.Contact;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.SipUri;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where 3xx lead (RFC 3261 section 8.1.3.4): addresses of the number that was called, the most wanted first, one after the
 * other until one accepts. Each is tried once, so that two servers cannot send us in circles. On the loop.
 */
final class Redirects {
    private static final int MOST = 5;

    private final Set<SipUri> tried = new HashSet<>();
    private final List<SipUri> left = new ArrayList<>();

    /** Takes the addresses of a 3xx; those of the newest come first. */
    void add(SipResponse response, SipUri called) {
        tried.add(called);
        var anew = contacts(response).stream()
                .filter(uri -> number(uri).equals(number(called)))
                .distinct()
                .toList();
        left.removeAll(anew);
        left.addAll(0, anew);
    }

    /** The next address; empty when there is none left. */
    Optional<SipUri> next() {
        left.removeAll(tried);
        if (left.isEmpty() || tried.size() > MOST) {
            return Optional.empty();
        }
        var target = left.removeFirst();
        tried.add(target);
        return Optional.of(target);
    }

    /** The number that is called now instead, where the redirection leads to another. */
    Optional<SipAddress> otherNumber(SipResponse response, SipUri called) {
        return contacts(response).stream()
                .filter(uri -> !number(uri).equals(number(called)))
                .flatMap(uri -> uri.address("", called.host().orElse("")).stream())
                .findFirst();
    }

    private static List<SipUri> contacts(SipResponse response) {
        return response.contacts().stream()
                .sorted(Comparator.comparing((Contact contact) -> -contact.quality()))
                .map(contact -> contact.uri().bare())
                .toList();
    }

    private static String number(SipUri uri) {
        return uri.user().orElse("");
    }
}
