package app.trunkline.sip.wire;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentEncoding;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.Event;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.ReferTo;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.SubscriptionState;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the one SIP message of a WebSocket frame (RFC 7118 section 5). The frame bounds it as a datagram does (RFC 3261
 * section 18.3): without Content-Length the body is what follows the head, what is longer than stated is cut, a request that
 * is shorter is an error. A response or an ACK is taken with what is there: nobody can be told what is wrong with it, and the
 * call hangs on it. On the loop.
 */
final class MessageParser {
    private static final Logger LOG = LoggerFactory.getLogger(MessageParser.class);

    /** Without one of these a message cannot be dealt with, so a broken one is not to be left out silently. */
    private static final Set<Class<?>> MANDATORY =
            Set.of(From.class, To.class, CSeq.class, Via.class, CallID.class, Contact.class, ContentLength.class);

    /** A response is an answer without these, and an ACK an ACK. */
    private static final Set<Class<?>> SPARED = Set.of(Contact.class, ContentLength.class);

    /** Nor can a request without one of these, if it has it at all. */
    private static final Set<Class<?>> OF_REQUESTS = Set.of(
            ContentEncoding.class,
            ContentType.class,
            Event.class,
            RecordRoute.class,
            ReferTo.class,
            Require.class,
            SubscriptionState.class);

    /** The library presets a length of 0, so that only the text shows whether one was stated that can be read, and one alone. */
    private static final Pattern LENGTH_STATED =
            Pattern.compile("(?im)^(?:content-length|l)[ \\t]*:[ \\t]*(\\d{1,9})[ \\t]*$");

    private static final Pattern SDP = Pattern.compile("v=0\\r?\\n.*\\nm=.*", Pattern.DOTALL);
    private static final Pattern FINAL = Pattern.compile("SIP/2\\.0 [2-6]\\d\\d(?: [^\\r\\n]*)?");
    private static final Pattern OF_INVITE = Pattern.compile("(?im)^cseq[ \\t]*:[ \\t]*\\d+[ \\t]+INVITE[ \\t]*$");
    private static final Pattern URI = Pattern.compile("<([^<>]*)>");
    private static final Pattern TAG = Pattern.compile("(?i);[ \\t]*tag[ \\t]*=[ \\t]*([^;,\\s]+)");

    private final StringMsgParser parser = new StringMsgParser();

    SIPMessage parse(String text) throws ParseException {
        var split = text.indexOf("\r\n\r\n");
        var head = split < 0 ? text + "\r\n" : text.substring(0, split + 4);
        var rest = split < 0 ? "" : text.substring(split + 4);
        try {
            var message = head(head);
            body(
                    message,
                    rest.getBytes(StandardCharsets.UTF_8),
                    LENGTH_STATED
                                    .matcher(head)
                                    .results()
                                    .map(length -> length.group(1))
                                    .distinct()
                                    .count()
                            == 1);
            return message;
        } catch (ParseException e) {
            return skeleton(head).orElseThrow(() -> e);
        }
    }

    /** What a request of its method cannot do without (RFC 3261 section 8.1.1.8, RFC 3515, RFC 6665). */
    static void complete(SIPRequest request) throws ParseException {
        var missing = switch (request.getMethod()) {
            case Request.INVITE -> request.getToTag() == null && !reachable(request);
            case Request.REFER -> request.getHeader(ReferTo.NAME) == null;
            case Request.NOTIFY ->
                request.getHeader(Event.NAME) == null || request.getHeader(SubscriptionState.NAME) == null;
            default -> false;
        };
        if (missing) {
            throw new ParseException("a " + request.getMethod() + " without what it is about", 0);
        }
    }

    private static boolean reachable(SIPMessage message) {
        var contact = message.getContactHeader();
        return contact != null
                && !contact.isWildCard()
                && contact.getAddress() != null
                && contact.getAddress().getURI() instanceof SipURI;
    }

    private SIPMessage head(String head) throws ParseException {
        var message = read(head);
        if (message == null
                || message.getFrom() == null
                || message.getTo() == null
                || message.getCallId() == null
                || message.getCSeq() == null
                || message.getTopmostVia() == null
                || (message instanceof SIPRequest request && request.getMethod() == null)) {
            throw new ParseException("a mandatory header is missing", 0);
        }
        route(message);
        if (isAcceptance(message)) {
            target(message);
        }
        return message;
    }

    /** By another URI than a SIP one nothing can be sent; to our server there is one way in any case. */
    private static void route(SIPMessage message) throws ParseException {
        var routes = message.getRecordRouteHeaders();
        if (routes != null
                && !routes.stream().allMatch(route -> route.getAddress().getURI() instanceof SipURI)) {
            if (isAnswerable(message)) {
                throw new ParseException("a route that is no SIP URI", 0);
            }
            message.removeHeader(RecordRoute.NAME);
        }
    }

    private @Nullable SIPMessage read(String head) throws ParseException {
        try {
            return parser.parseSIPMessage(
                    head.getBytes(StandardCharsets.UTF_8), false, false, (failure, parsed, header, line, all) -> {
                        if (header != null
                                && (isAnswerable(parsed)
                                        ? MANDATORY.contains(header) || OF_REQUESTS.contains(header)
                                        : MANDATORY.contains(header) && !SPARED.contains(header))) {
                            throw failure;
                        }
                        LOG.debug("a header was not understood and left out: {}", header);
                    });
        } catch (RuntimeException e) {
            throw new ParseException("the library's parser failed: " + e, 0);
        }
    }

    /** Whoever sent it can be told what is wrong with it. */
    private static boolean isAnswerable(SIPMessage message) {
        return message instanceof SIPRequest request && !Request.ACK.equals(request.getMethod());
    }

    private static boolean isAcceptance(SIPMessage message) {
        return message instanceof SIPResponse response
                && response.getStatusCode() / 100 == 2
                && Request.INVITE.equals(response.getCSeq().getMethod());
    }

    /** A call that was accepted needs somewhere to send its ACK: who names no SIP address is sought where it was called. */
    private static void target(SIPMessage acceptance) {
        if (!reachable(acceptance) && acceptance.getTo().getAddress().getURI() instanceof SipURI called) {
            var address = new AddressImpl();
            address.setURI((SipURI) called.clone());
            var made = new Contact();
            made.setAddress(address);
            acceptance.setHeader(made);
        }
    }

    private static void body(SIPMessage message, byte[] rest, boolean stated) throws ParseException {
        var length = stated ? message.getContentLengthHeader().getContentLength() : rest.length;
        if (length > rest.length && isAnswerable(message)) {
            throw new ParseException("the body is shorter than its Content-Length", 0);
        }
        var body = Arrays.copyOf(rest, Math.min(length, rest.length));
        if (body.length == 0) {
            return;
        }
        if (message.getContentTypeHeader() == null) {
            if (SDP.matcher(new String(body, StandardCharsets.UTF_8)).matches()) {
                message.setHeader(new ContentType("application", "sdp"));
            } else if (isAnswerable(message)) {
                throw new ParseException("a body without Content-Type", 0);
            } else {
                LOG.debug("a body of no type was left out");
                return;
            }
        }
        message.setMessageContent(body);
    }

    /**
     * What can be saved of a final response to an INVITE that cannot be read: who accepted the call, so that it is
     * acknowledged and hung up, or that it was refused. Left alone, that telephone would stay in a call with nobody, or ours
     * would ring on for nobody.
     */
    private Optional<SIPMessage> skeleton(String head) {
        var lines = head.replaceAll("\r\n[ \t]+", " ").split("\r\n");
        if (!FINAL.matcher(lines[0]).matches() || !OF_INVITE.matcher(head).find()) {
            return Optional.empty();
        }
        var kept = new StringBuilder(lines[0]).append("\r\n");
        var contact = new StringBuilder();
        for (var line : lines) {
            var colon = line.indexOf(':');
            var name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            switch (name) {
                case "via",
                        "v",
                        "call-id",
                        "i",
                        "cseq",
                        "record-route",
                        "www-authenticate",
                        "proxy-authenticate",
                        "retry-after",
                        "reason" -> kept.append(line).append("\r\n");
                case "from", "f", "to", "t" ->
                    kept.append(party(name, line.substring(colon + 1))).append("\r\n");
                case "contact", "m" -> contact.append(line).append("\r\n");
                default -> {}
            }
        }
        for (var where : new String[] {contact.toString(), ""}) {
            try {
                return Optional.of(head(kept + where + "\r\n"));
            } catch (ParseException e) {
                LOG.debug("nothing to be saved: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The address and the tag alone: what stands around them may be what cannot be read. */
    private static String party(String name, String value) {
        var uri = URI.matcher(value);
        var tag = TAG.matcher(value);
        return uri.find() && tag.find(uri.end())
                ? name + ": <" + uri.group(1) + ">;tag=" + tag.group(1)
                : name + ":" + value;
    }
}
