package app.trunkline.sip.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.RSeqHeader;
import javax.sip.header.ReasonHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** Reads messages: their headers and bodies, as the library holds them. Pure functions. */
final class Messages {
    private Messages() {}

    /**
     * Credentials go into the ACK as they were in the INVITE (RFC 3261 section 22.1). What the library's dialog has put in
     * of an older request is left out.
     */
    static void copyCredentials(Request from, Request to) {
        for (var name : List.of("Authorization", "Proxy-Authorization")) {
            to.removeHeader(name);
            headers(from, name).forEach(to::addHeader);
        }
    }

    static FromHeader from(Message message) {
        return (FromHeader) message.getHeader(FromHeader.NAME);
    }

    static ToHeader to(Message message) {
        return (ToHeader) message.getHeader(ToHeader.NAME);
    }

    /** Behind the name and the colon. */
    static String value(Header header) {
        var line = header.toString();
        return line.substring(line.indexOf(':') + 1).strip();
    }

    static Optional<Integer> number(Message message, String name) {
        return switch (message.getHeader(name)) {
            case ExpiresHeader expires -> Optional.of(expires.getExpires());
            case RetryAfterHeader retryAfter -> Optional.of(retryAfter.getRetryAfter());
            case RSeqHeader sequence -> Optional.of(sequence.getSequenceNumber());
            case null, default -> Optional.empty();
        };
    }

    static List<Header> headers(Message message, String name) {
        var found = new ArrayList<Header>();
        ListIterator<?> all = message.getHeaders(name);
        while (all.hasNext()) {
            found.add((Header) all.next());
        }
        return found;
    }

    /** The SDP body, or the part of a multipart body that is SDP (RFC 5621), if there is one. */
    static Optional<String> sdp(Message message) {
        if (type(message, "application", "sdp")) {
            return Optional.of(text(message)).filter(_ -> !early(message));
        }
        return parts(message).stream()
                .filter(Multipart::describesSession)
                .map(Multipart::content)
                .findFirst();
    }

    /** A session of its own, before the one that is asked for (RFC 3959), which is no answer to it. */
    private static boolean early(Message message) {
        return message.getContentDisposition() != null
                && "early-session"
                        .equalsIgnoreCase(message.getContentDisposition().getDispositionType());
    }

    /** Those of a body of several; else none. */
    static List<Multipart> parts(Message message) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader header
                        && "multipart".equalsIgnoreCase(header.getContentType())
                ? Multipart.parts(value(header), text(message))
                : List.of();
    }

    /** True when a header that lists option tags names this one. */
    static boolean lists(Message message, String header, String option) {
        return headers(message, header).stream()
                .flatMap(line -> Arrays.stream(value(line).split(",")))
                .anyMatch(tag -> tag.strip().equalsIgnoreCase(option));
    }

    static boolean type(Message message, String type, String subtype) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader header
                && type.equalsIgnoreCase(header.getContentType())
                && subtype.equalsIgnoreCase(header.getContentSubType())
                && hasBody(message);
    }

    static boolean hasBody(Message message) {
        var raw = message.getRawContent();
        return raw != null && raw.length > 0;
    }

    static byte[] body(Message message) {
        var raw = message.getRawContent();
        return raw == null ? new byte[0] : raw;
    }

    static String text(Message message) {
        var raw = message.getRawContent();
        return raw == null ? "" : new String(raw, StandardCharsets.UTF_8);
    }

    static List<Cause> causes(Message message) {
        var causes = new ArrayList<Cause>();
        for (var header : headers(message, ReasonHeader.NAME)) {
            if (header instanceof ReasonHeader reason) {
                var text = reason.getText();
                causes.add(new Cause(
                        reason.getProtocol(),
                        reason.getCause(),
                        text == null ? "" : DisplayName.of(text.replaceAll("^\"|\"$", ""))));
            }
        }
        return causes;
    }

    static String callId(Message message) {
        return ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
    }

    static long cseq(Message message) {
        return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getSeqNumber();
    }

    static String method(Message message) {
        return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getMethod();
    }

    static String toTag(Message message) {
        var tag = to(message).getTag();
        return tag == null ? "" : tag;
    }

    static String fromTag(Message message) {
        var tag = from(message).getTag();
        return tag == null ? "" : tag;
    }
}
