package app.trunkline.demo;

import java.util.List;

/**
 * One dialog (RFC 3261 section 12): what is needed to write requests in it. The connection is renewed by every request
 * of the phone, so that a call outlives a reconnect. On the loop.
 */
final class Dialog {
    private final String callId;
    private final String local;
    private final String localTag;
    private final String host;
    private final String contact;
    private String remote;
    private String target;
    private List<String> routes;
    private long localSequence;
    private Flow flow;

    private Dialog(
            String callId,
            String local,
            String localTag,
            String remote,
            String target,
            List<String> routes,
            String host,
            String contact,
            Flow flow) {
        this.callId = callId;
        this.local = local;
        this.localTag = localTag;
        this.remote = remote;
        this.target = target;
        this.routes = routes;
        this.host = host;
        this.contact = contact;
        this.flow = flow;
        this.localSequence = 1 + Tokens.number(1000);
    }

    /** The dialog that our answer to this INVITE makes. {@code host} is ours, with the port. */
    static Dialog answering(SipText.In invite, String host, Flow flow) {
        var tag = Tokens.token(10);
        var contacts = invite.head().getContactHeader();
        return new Dialog(
                invite.callId(),
                SipText.valueOf(invite.head().getTo().toString()) + ";tag=" + tag,
                tag,
                SipText.valueOf(invite.head().getFrom().toString()),
                contacts == null ? "" : contacts.getAddress().getURI().toString(),
                SipText.values(invite.head(), "Record-Route"),
                host,
                "Contact: <sip:" + invite.user() + "@" + host + ";transport=ws>",
                flow);
    }

    /** The dialog that we begin with a phone. */
    static Dialog calling(String from, String number, String to, String target, String host, Flow flow) {
        var tag = Tokens.token(10);
        return new Dialog(
                Tokens.token(24),
                from + ";tag=" + tag,
                tag,
                to,
                target,
                List.of(),
                host,
                "Contact: <sip:" + number + "@" + host + ";transport=ws>",
                flow);
    }

    String callId() {
        return callId;
    }

    String localTag() {
        return localTag;
    }

    /** Our Contact header line. */
    String contact() {
        return contact;
    }

    /** A request of the phone came over this connection, perhaps with a new Contact. */
    void requestReceived(SipText.In request, Flow over) {
        flow = over;
        var c = request.head().getContactHeader();
        if (c != null && !c.isWildCard()) {
            target = c.getAddress().getURI().toString();
        }
    }

    /** The phone accepted our INVITE: its tag, Contact and route set hold from now on. */
    void confirmed(SipText.Reply okay) {
        remote = SipText.valueOf(okay.head().getTo().toString());
        routes = SipText.values(okay.head(), "Record-Route").reversed();
        var c = okay.head().getContactHeader();
        if (c != null) {
            target = c.getAddress().getURI().toString();
        }
    }

    long nextSequence() {
        return ++localSequence;
    }

    /** Sends a message to the phone. */
    void send(String message) {
        flow.send(message);
    }

    /** Sends a request; the branch names its transaction. */
    void send(String method, long sequence, String branch, String sdp, String... headers) {
        var text = new StringBuilder(method + " " + target + " SIP/2.0\r\n");
        text.append("Via: SIP/2.0/WSS ")
                .append(host)
                .append(";branch=")
                .append(branch)
                .append("\r\n");
        routes.forEach(route -> text.append("Route: ").append(route).append("\r\n"));
        text.append("Max-Forwards: 70\r\nFrom: ").append(local);
        text.append("\r\nTo: ").append(remote);
        text.append("\r\nCall-ID: ").append(callId);
        text.append("\r\nCSeq: ").append(sequence).append(' ').append(method);
        text.append("\r\nUser-Agent: Trunkline demo line\r\n");
        flow.send(SipText.finish(text, sdp, headers));
    }

    static String newBranch() {
        return "z9hG4bK" + Tokens.token(16);
    }
}
