package app.trunkline.demo;

import app.trunkline.loop.EventLoop;
import gov.nist.javax.sip.header.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the phones are (RFC 3261 section 10.3). A binding belongs to the connection it came over and goes with it. On
 * the loop.
 */
final class Registrar {
    private static final int DEFAULT_EXPIRES = 600;
    private static final int MAX_EXPIRES = 3600;

    private final EventLoop loop;
    private final List<Binding> bindings = new ArrayList<>();

    Registrar(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * A phone.
     *
     * @param instance its {@code +sip.instance}, empty where it told none
     */
    record Binding(String user, Flow flow, String contact, String instance, Instant until) {}

    /** Carries out a REGISTER that was authorised for the user; answers it. */
    void register(SipText.In request, Flow flow, String user) {
        loop.assertOnLoop();
        if (!user.equals(SipText.userOf(request.head().getTo().getAddress().getURI()))) {
            flow.send(SipText.response(request, 403, Tokens.token(8)));
            return;
        }
        int general = request.head().getExpires() == null
                ? DEFAULT_EXPIRES
                : request.head().getExpires().getExpires();
        var contacts = request.head().getContactHeaders();
        if (contacts != null) {
            for (Contact contact : contacts) {
                apply(contact, flow, user, general);
            }
        }
        var lines = new ArrayList<String>();
        for (var b : of(user)) {
            var rest = Duration.between(loop.now(), b.until()).toSeconds();
            lines.add("Contact: <" + b.contact() + ">;expires=" + rest
                    + (b.instance().isEmpty() ? "" : ";+sip.instance=\"" + b.instance() + "\""));
        }
        flow.send(SipText.response(request, 200, Tokens.token(8), lines.toArray(String[]::new)));
    }

    private void apply(Contact contact, Flow flow, String user, int general) {
        if (contact.isWildCard()) {
            bindings.removeIf(b -> b.user().equals(user));
            return;
        }
        var uri = contact.getAddress().getURI().toString();
        var instance = Optional.ofNullable(contact.getParameter("+sip.instance"))
                .map(i -> i.replace("\"", ""))
                .orElse("");
        bindings.removeIf(b -> b.user().equals(user)
                && (b.contact().equals(uri)
                        || (!instance.isEmpty() && b.instance().equals(instance))));
        int expires = contact.getExpires() >= 0 ? contact.getExpires() : general;
        if (expires > 0) {
            var until = loop.now().plusSeconds(Math.min(expires, MAX_EXPIRES));
            bindings.add(new Binding(user, flow, uri, instance, until));
        }
    }

    /** The user's phones, the one that registered last first. */
    List<Binding> of(String user) {
        return alive().stream().filter(b -> b.user().equals(user)).toList().reversed();
    }

    /** The phone whose Contact this is: same user and host, whatever the parameters. */
    Optional<Binding> at(String contact) {
        return alive().stream()
                .filter(b -> userAndHost(b.contact()).equals(userAndHost(contact)))
                .findFirst();
    }

    private static String userAndHost(String uri) {
        int end = uri.indexOf(';');
        return end < 0 ? uri : uri.substring(0, end);
    }

    void closed(Flow flow) {
        bindings.removeIf(b -> b.flow() == flow);
    }

    private List<Binding> alive() {
        loop.assertOnLoop();
        bindings.removeIf(b -> !b.until().isAfter(loop.now()));
        return bindings;
    }
}
