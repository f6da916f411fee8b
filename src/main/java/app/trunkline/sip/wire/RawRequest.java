package app.trunkline.sip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sip.message.Request;

/**
 * A request as text, looked at before the library reads it: what it would misread is refused here, and the answer is made
 * of the raw lines (RFC 3261 section 8.2.6.2). Immutable.
 *
 * @param complete the head has an end
 */
record RawRequest(RawHead head, boolean complete) {
    private static final Pattern REQUEST_LINE =
            Pattern.compile("([A-Za-z0-9.!%*_+`'~-]+) ([A-Za-z][A-Za-z0-9+.-]*):([^<>\\s]+) (?i:SIP)/(\\d+\\.\\d+)");
    private static final Pattern RESPONSE = Pattern.compile("(?i)SIP/.*");
    private static final Pattern LONE_BREAK = Pattern.compile("\r(?!\n)|(?<!\r)\n");
    private static final String STATELESS_TAG = ";tag=stateless.";
    private static final Pattern STATELESS = Pattern.compile(Pattern.quote(STATELESS_TAG));
    private static final Pattern TAG = Pattern.compile("(?i);\\s*tag\\s*=");
    /** Below 2**31 (RFC 3261 section 8.1.1.5), near enough. */
    private static final Pattern CSEQ = Pattern.compile("(0*\\d{1,10})\\s+(\\S+)");
    /** A PRACK is none. */
    private static final Pattern OF_ACK = Pattern.compile("(?:^|\\s)ACK$");
    /** Of a SIP URI what follows the scheme; it has no headers (RFC 3261 section 19.1.1), which would be another request. */
    private static final Pattern HOST =
            Pattern.compile("(?:[^@]*@)?(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?(?:;[^?]*)?");

    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    /** Empty for what claims to be a response, in whichever version: that is never answered. */
    static Optional<RawRequest> of(String message) {
        var head = RawHead.of(message);
        return RESPONSE.matcher(head.first()).matches()
                ? Optional.empty()
                : Optional.of(new RawRequest(head, message.contains("\r\n\r\n")));
    }

    /** Why it cannot be served, however the rest of it reads: a status line. */
    Optional<String> refusal() {
        var line = REQUEST_LINE.matcher(head.first());
        if (!line.matches()) {
            return Optional.of("400 Malformed Request Line");
        }
        if (!line.group(4).equals("2.0")) {
            return Optional.of("505 Version Not Supported");
        }
        var method = line.group(1);
        // An ACK is none the less one: the far side has our answer, and cannot be told otherwise.
        if (!method.equals(Request.ACK)) {
            if (LONE_BREAK.matcher(text()).find()) {
                return Optional.of("400 Malformed Line Break");
            }
            var doubled = head.doubled();
            if (doubled.isPresent()) {
                return Optional.of("400 Doubled " + doubled.get());
            }
        }
        var cseq = head.value("cseq").map(CSEQ::matcher);
        if (cseq.isPresent() && (!cseq.get().matches() || !cseq.get().group(2).equals(method))) {
            return Optional.of("400 Malformed CSeq");
        }
        var scheme = line.group(2).toLowerCase(Locale.ROOT);
        var known = SCHEMES.contains(scheme);
        if (known && !scheme.equals("tel") && !HOST.matcher(line.group(3)).matches()) {
            return Optional.of("400 Malformed Request-URI");
        }
        // The library writes methods that it does not know in capitals.
        return Requests.METHODS.contains(method)
                ? Optional.of("416 Unsupported URI Scheme").filter(_ -> !known)
                : Optional.of("405 Method Not Allowed").filter(_ -> hasAll());
    }

    /** Without one of these it is malformed first of all. */
    private boolean hasAll() {
        return Stream.of("via", "from", "to", "call-id", "cseq")
                .allMatch(name -> head.value(name).isPresent());
    }

    private String text() {
        var text = new StringBuilder(head.first());
        head.fields().forEach(field -> text.append(field.name()).append(field.value()));
        return text.toString();
    }

    boolean is(String method) {
        return head.first().startsWith(method + " ");
    }

    /** It claims to belong to a dialog. */
    boolean inside() {
        return head.value("to").map(TAG::matcher).filter(Matcher::find).isPresent();
    }

    /** An ACK to what {@link #answer} refused: nobody waits for it. */
    boolean acknowledgesRefusal() {
        return is("ACK")
                && head.value("to")
                        .map(STATELESS::matcher)
                        .filter(Matcher::find)
                        .isPresent();
    }

    String callId() {
        return head.value("call-id").orElse("");
    }

    /** Empty where nobody could tell what it answers, and for an ACK. */
    Optional<String> answer(String status, String... headers) {
        var vias = new ArrayList<String>();
        for (var field : head.fields()) {
            if (field.name().equals("via")) {
                vias.add(field.value());
            }
        }
        var cseq = head.value("cseq").orElse("");
        if (!complete
                || vias.isEmpty()
                || cseq.isEmpty()
                || OF_ACK.matcher(cseq).find()
                || head.first().startsWith("ACK ")) {
            return Optional.empty();
        }
        var text = new StringBuilder("SIP/2.0 ").append(status).append("\r\n");
        vias.forEach(via -> text.append("Via: ").append(via).append("\r\n"));
        for (var name : List.of("From", "To", "Call-ID", "CSeq")) {
            head.value(name.toLowerCase(Locale.ROOT))
                    .ifPresent(value -> text.append(name)
                            .append(": ")
                            .append(name.equals("To") ? tagged(value) : value)
                            .append("\r\n"));
        }
        for (var header : headers) {
            text.append(header).append("\r\n");
        }
        if (status.startsWith("405")) {
            text.append("Allow: ").append(String.join(", ", Requests.METHODS)).append("\r\n");
        }
        return Optional.of(text.append("Content-Length: 0\r\n\r\n").toString());
    }

    /** The same each time, should it come again. */
    private String tagged(String to) {
        return TAG.matcher(to).find() ? to : to + STATELESS_TAG + Integer.toHexString(head.hashCode());
    }
}
