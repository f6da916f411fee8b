package app.trunkline.demo;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reading SIP by JAIN-SIP's parser, and writing responses. The body is kept apart, because the parser ignores it where
 * Content-Length is absent, which RFC 7118 section 5 allows.
 */
final class SipText {
    /** What a message cannot do without. */
    private static final Set<String> MANDATORY = Set.of("via", "from", "to", "call-id", "cseq");

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(100, "Trying"),
            Map.entry(180, "Ringing"),
            Map.entry(200, "OK"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(407, "Proxy Authentication Required"),
            Map.entry(420, "Bad Extension"),
            Map.entry(480, "Temporarily Unavailable"),
            Map.entry(481, "Call/Transaction Does Not Exist"),
            Map.entry(483, "Too Many Hops"),
            Map.entry(486, "Busy Here"),
            Map.entry(487, "Request Terminated"),
            Map.entry(488, "Not Acceptable Here"),
            Map.entry(491, "Request Pending"),
            Map.entry(500, "Server Internal Error"),
            Map.entry(503, "Service Unavailable"));

    private SipText() {}

    /** A message as it came. */
    sealed interface Incoming {
        SIPMessage head();

        String body();

        /** The Via branch that names the transaction, with the method: a CANCEL has its INVITE's branch. */
        default String branch() {
            var branch = head().getTopmostVia().getBranch();
            return branch == null ? "" : branch;
        }

        default String callId() {
            return head().getCallId().getCallId();
        }
    }

    /** A request. */
    record In(SIPRequest head, String body) implements Incoming {
        String method() {
            return head.getMethod();
        }

        String user() {
            return userOf(head.getRequestURI());
        }

        long cseq() {
            return head.getCSeq().getSeqNumber();
        }
    }

    /** A response. */
    record Reply(SIPResponse head, String body) implements Incoming {
        int status() {
            return head.getStatusCode();
        }

        String method() {
            return head.getCSeq().getMethod();
        }
    }

    /**
     * Parses one frame.
     *
     * @throws ParseException when it is no SIP message, or a header that matters cannot be read
     */
    static Incoming parse(String text) throws ParseException {
        int end = text.indexOf("\r\n\r\n");
        var head = end < 0 ? text.stripTrailing() : text.substring(0, end);
        var body = end < 0 ? "" : text.substring(end + 4);
        var parser = new StringMsgParser();
        var message = parser.parseSIPMessage(
                (head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8), false, false, SipText::bad);
        if (message == null
                || message.getTopmostVia() == null
                || message.getFrom() == null
                || message.getTo() == null
                || message.getCallId() == null
                || message.getCSeq() == null) {
            throw new ParseException("a mandatory header is missing", 0);
        }
        return switch (message) {
            case SIPRequest request -> new In(request, body);
            case SIPResponse response -> new Reply(response, body);
            default -> throw new ParseException("neither request nor response", 0);
        };
    }

    @SuppressWarnings("rawtypes") // the listener's own signature
    private static void bad(ParseException cause, SIPMessage message, Class kind, String header, @Nullable String whole)
            throws ParseException {
        int colon = header.indexOf(':');
        var name = colon < 0 ? header : header.substring(0, colon);
        if (kind.getSimpleName().endsWith("Line")
                || MANDATORY.contains(name.strip().toLowerCase(Locale.ROOT))) {
            throw cause;
        }
    }

    /** The user part of a SIP URI, empty where there is none. */
    static String userOf(javax.sip.address.URI uri) {
        return uri instanceof javax.sip.address.SipURI sip && sip.getUser() != null ? sip.getUser() : "";
    }

    /** All values of a header that may be repeated or hold a list, each as text. */
    static List<String> values(SIPMessage message, String name) {
        List<String> values = new ArrayList<>();
        for (Iterator<SIPHeader> i = message.getHeaders(name); i.hasNext(); ) {
            var text = i.next().toString().strip();
            values.add(text.substring(text.indexOf(':') + 1).strip());
        }
        return values;
    }

    /** Notes in the topmost Via where the request came from (RFC 3261 section 18.2.1, RFC 3581). */
    static void stamp(In request, Flow flow) {
        var via = request.head().getTopmostVia();
        try {
            via.setParameter("received", flow.host());
            if (via.hasParameter("rport")) {
                via.setParameter("rport", Integer.toString(flow.port()));
            }
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A response without a body. */
    static String response(In request, int code, String toTag, String... headers) {
        return respond(request, code, toTag, "", headers);
    }

    /** A response with an SDP body. */
    static String responseWithSdp(In request, int code, String toTag, String sdp, String... headers) {
        return respond(request, code, toTag, sdp, headers);
    }

    private static String respond(In request, int code, String toTag, String sdp, String... headers) {
        var text = new StringBuilder("SIP/2.0 " + code + " " + REASONS.getOrDefault(code, "Response") + "\r\n");
        values(request.head(), "Via")
                .forEach(v -> text.append("Via: ").append(v).append("\r\n"));
        if (code > 100 && code < 300) {
            values(request.head(), "Record-Route")
                    .forEach(v -> text.append("Record-Route: ").append(v).append("\r\n"));
        }
        text.append("From: ")
                .append(valueOf(request.head().getFrom().toString()))
                .append("\r\n");
        text.append("To: ").append(valueOf(request.head().getTo().toString()));
        if (code > 100 && !request.head().hasToTag()) {
            text.append(";tag=").append(toTag);
        }
        text.append("\r\nCall-ID: ").append(request.callId());
        text.append("\r\nCSeq: ").append(request.cseq()).append(' ').append(request.method());
        text.append("\r\nServer: Trunkline demo line\r\n");
        return finish(text, sdp, headers);
    }

    /** Ends a message under construction. */
    static String finish(StringBuilder text, String sdp, String... headers) {
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        if (!sdp.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        int length = sdp.getBytes(StandardCharsets.UTF_8).length;
        return text.append("Content-Length: ")
                .append(length)
                .append("\r\n\r\n")
                .append(sdp)
                .toString();
    }

    static String valueOf(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }
}
