package app.trunkline.demo;

import gov.nist.javax.sip.header.SIPHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries calls between two phones of the demo line: a proxy that keeps no transactions (RFC 3261 section 16.11), which
 * suffices because WebSocket is reliable. It stays in the path by Record-Route, since phones cannot reach one another
 * directly. On the loop.
 */
final class Relay {
    private static final int REMEMBERED = 200;
    private static final Set<String> REWRITTEN =
            Set.of("route", "max-forwards", "proxy-authorization", "content-length");

    private final Registrar registrar;
    private final String host;
    private final Map<String, Flow> flows = new HashMap<>();
    /** Where an INVITE was forwarded, by its branch: the ACK of a refusal and the CANCEL must follow it. */
    private final Map<String, Registrar.Binding> forwarded = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Registrar.Binding> eldest) {
            return size() > REMEMBERED;
        }
    };

    Relay(Registrar registrar, String host) {
        this.registrar = registrar;
        this.host = host;
    }

    void opened(Flow flow) {
        flows.put(flow.id(), flow);
    }

    void closed(Flow flow) {
        flows.remove(flow.id());
    }

    /** Takes an INVITE for another phone; false when no other phone has that name. */
    boolean invite(SipText.In invite, Flow from) {
        var phone = registrar.of(invite.user()).stream()
                .filter(b -> b.flow() != from)
                .findFirst();
        phone.ifPresent(p -> {
            forwarded.put(invite.branch(), p);
            forward(invite, from, p);
        });
        return phone.isPresent();
    }

    /** Takes a request that belongs to a call it carries; false when it does not. */
    boolean request(SipText.In request, Flow from) {
        var follows = request.method().equals("ACK") || request.method().equals("CANCEL")
                ? Optional.ofNullable(forwarded.get(request.branch()))
                : Optional.<Registrar.Binding>empty();
        if (follows.isEmpty() && !routed(request)) {
            return false;
        }
        var to = follows.or(() -> registrar.at(request.head().getRequestURI().toString()));
        if (to.isPresent()) {
            forward(request, from, to.get());
        } else if (!request.method().equals("ACK")) {
            from.send(SipText.response(request, 480, Tokens.token(8)));
        }
        return true;
    }

    private boolean routed(SipText.In request) {
        return SipText.values(request.head(), "Route").stream()
                .findFirst()
                .filter(route -> route.contains(host))
                .isPresent();
    }

    private void forward(SipText.In request, Flow from, Registrar.Binding to) {
        int hops = request.head().getMaxForwards() == null
                ? 70
                : request.head().getMaxForwards().getMaxForwards();
        if (hops <= 0) {
            from.send(SipText.response(request, 483, Tokens.token(8)));
            return;
        }
        var text = new StringBuilder(request.method() + " " + to.contact() + " SIP/2.0\r\n");
        text.append("Via: SIP/2.0/WSS ").append(host).append(";branch=z9hG4bKr");
        text.append(Integer.toHexString((request.callId() + request.branch()).hashCode()));
        text.append(";flow=").append(from.id()).append("\r\n");
        if (request.method().equals("INVITE")) {
            text.append("Record-Route: <sip:").append(host).append(";transport=ws;lr>\r\n");
        }
        text.append("Max-Forwards: ").append(hops - 1).append("\r\n");
        var routes = new ArrayList<>(SipText.values(request.head(), "Route"));
        if (!routes.isEmpty()) {
            routes.removeFirst();
        }
        routes.forEach(route -> text.append("Route: ").append(route).append("\r\n"));
        to.flow().send(rest(text, request));
    }

    /** Takes a response to a request it carried: our Via comes off, and the next hop is the connection it names. */
    void response(SipText.Reply reply) {
        var via = reply.head().getTopmostVia();
        var flow = flows.get(Optional.ofNullable(via.getParameter("flow")).orElse(""));
        if (flow == null || reply.head().getViaHeaders().size() < 2) {
            return;
        }
        var text = new StringBuilder(reply.head().getFirstLine().strip() + "\r\n");
        var vias = SipText.values(reply.head(), "Via");
        vias.subList(1, vias.size()).forEach(v -> text.append("Via: ").append(v).append("\r\n"));
        reply.head().removeHeader("Via");
        flow.send(rest(text, reply));
    }

    /** The headers that pass unchanged, and the body. */
    private static String rest(StringBuilder text, SipText.Incoming message) {
        for (Iterator<SIPHeader> i = message.head().getHeaders(); i.hasNext(); ) {
            var header = i.next();
            if (header != null && !REWRITTEN.contains(header.getName().toLowerCase(Locale.ROOT))) {
                text.append(header.toString().strip()).append("\r\n");
            }
        }
        int length = message.body().getBytes(StandardCharsets.UTF_8).length;
        return text.append("Content-Length: ")
                .append(length)
                .append("\r\n\r\n")
                .append(message.body())
                .toString();
    }
}
