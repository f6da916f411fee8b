package app.trunkline.sip.wire;

import app.trunkline.sip.SipStatus;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a text frame to JAIN-SIP's transactions, with the checks that the library leaves out: size, version, mandatory
 * headers. What cannot be read is answered 400 or 505 where an answer can be made, else dropped with a log line (RFC
 * 4475); nothing is thrown, and the connection lives on.
 */
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    /** The library's parser takes more than linear time: 64 KB cost it 0.2 s at worst, 740 KB nine. */
    private static final int MAX_MESSAGE = 64 * 1024;

    private static final int MAX_FORWARDS = 70;

    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Za-z0-9.!%*_+`'~-]+) (\\S+) SIP/(\\d+\\.\\d+)");
    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 [1-6]\\d\\d( .*)?");

    private final SIPTransactionStack stack;
    private final LoopMessageChannel channel;
    private final Consumer<String> send;
    private final Consumer<SIPResponse> late;
    private final AwaitedAcks acks;
    private final MessageParser parser = new MessageParser();

    /** @param late takes a 2xx to an INVITE whose transaction is over: one that comes again, or another fork's */
    Receiver(
            SIPTransactionStack stack,
            LoopMessageChannel channel,
            Consumer<String> send,
            AwaitedAcks acks,
            Consumer<SIPResponse> late) {
        this.stack = stack;
        this.channel = channel;
        this.send = send;
        this.acks = acks;
        this.late = late;
        acks.deliverTo(this::deliver);
    }

    void onText(String text) {
        if (text.length() > MAX_MESSAGE) {
            LOG.warn("a message of {} characters was dropped", text.length());
            return;
        }
        var begin = text.stripLeading();
        var end = begin.indexOf("\r\n");
        if (end < 0) {
            LOG.warn("a frame that is no SIP message was dropped");
            return;
        }
        var first = begin.substring(0, end);
        var request = REQUEST_LINE.matcher(first);
        try {
            if (request.matches()) {
                if (!request.group(3).equals("2.0")) {
                    answer(begin, SipStatus.VERSION_NOT_SUPPORTED + " Version Not Supported");
                    return;
                }
                onMessage(parser.parse(begin));
            } else if (STATUS_LINE.matcher(first).matches()) {
                onMessage(parser.parse(begin));
            } else {
                LOG.warn("a message with a malformed first line was dropped");
                answer(begin, SipStatus.BAD_REQUEST + " Malformed Request Line");
            }
        } catch (ParseException | InvalidArgumentException e) {
            LOG.warn("a malformed message was dropped: {}", e.getMessage());
            malformed(begin, request.matches());
        } catch (RuntimeException e) {
            // The library throws these as well, for what it did not foresee.
            LOG.warn("a message was dropped that could not be dealt with", e);
            malformed(begin, request.matches());
        }
    }

    private void malformed(String text, boolean request) {
        if (request) {
            answer(text, SipStatus.BAD_REQUEST + " Bad Request");
        }
    }

    private void onMessage(SIPMessage message) throws ParseException, InvalidArgumentException {
        message.setRemoteAddress(channel.getPeerPacketSourceAddress());
        message.setRemotePort(channel.getPeerPort());
        message.setPeerPacketSourceAddress(channel.getPeerPacketSourceAddress());
        message.setPeerPacketSourcePort(channel.getPeerPort());
        message.setLocalAddress(channel.getMessageProcessor().getIpAddress());
        message.setLocalPort(channel.getMessageProcessor().getPort());
        switch (message) {
            case SIPRequest request -> onRequest(request);
            case SIPResponse response -> onResponse(response);
            default -> LOG.warn("neither request nor response");
        }
    }

    private void onRequest(SIPRequest request) throws ParseException, InvalidArgumentException {
        if (request.getMaxForwards() == null) {
            // Older peers leave it out, and nobody is to mind (RFC 3261 section 16.3); the library would not answer.
            request.setHeader(new MaxForwards(MAX_FORWARDS));
        }
        if (!request.getCSeqHeader().getMethod().equals(request.getMethod())) {
            throw new ParseException("CSeq names another method", 0);
        }
        if (request.getFromTag() == null
                || (request.getMethod().equals(Request.ACK)
                        && request.getTopmostVia().getBranch() == null)) {
            // As before RFC 3261; the library finds no transaction for it.
            throw new ParseException("a From without tag, or an ACK without branch", 0);
        }
        if (!Transports.knows(request.getTopmostVia().getTransport())) {
            throw new ParseException("a Via by a transport that nobody knows", 0);
        }
        if (acks.holds(request)) {
            // Or it would come again and again.
            channel.sendMessage(request.createResponse(SipStatus.TRYING));
            return;
        }
        deliver(request);
        acks.delivered(request);
    }

    private void deliver(SIPRequest request) {
        var server = stack.newSIPServerRequest(request, channel);
        if (server == null) {
            LOG.warn("a request was dropped: its transaction is taken");
            return;
        }
        try {
            server.processRequest(request, channel);
        } finally {
            if (server instanceof SIPServerTransaction transaction && !transaction.passToListener()) {
                ((SIPTransaction) transaction).releaseSem();
            }
        }
    }

    private void onResponse(SIPResponse response) throws ParseException {
        response.checkHeaders();
        if (response.getFromTag() == null) {
            // Every request of ours has one.
            throw new ParseException("a response without a From tag", 0);
        }
        var server = stack.newSIPServerResponse(response, channel);
        if (server == null) {
            LOG.debug("a response to nothing was dropped");
            return;
        }
        if (server instanceof SIPClientTransaction transaction && isLate(response, transaction)) {
            ((SIPTransaction) transaction).releaseSem();
            late.accept(response);
            return;
        }
        try {
            if (server instanceof SIPClientTransaction transaction && !transaction.checkFromTag(response)) {
                LOG.warn("a response with another's From tag was dropped");
                return;
            }
            server.processResponse(response, channel);
        } finally {
            if (server instanceof SIPTransaction transaction && !transaction.passToListener()) {
                transaction.releaseSem();
            }
        }
    }

    /**
     * True for a 2xx after the first. The library lets a finished transaction linger and takes whatever comes to it for the
     * first again, a second fork's 2xx too, which then got neither ACK nor BYE (RFC 3261 section 13.2.2.4).
     */
    private static boolean isLate(SIPResponse response, SIPClientTransaction transaction) {
        return response.getStatusCode() / 100 == 2
                && Request.INVITE.equals(response.getCSeq().getMethod())
                && TransactionState.TERMINATED.equals(transaction.getState());
    }

    /** Answers what the parser refuses, from the raw lines: Via in order, From, To, Call-ID and CSeq as they are. */
    private void answer(String request, String status) {
        var head = request.split("\r\n\r\n", 2)[0].replaceAll("\r\n[ \t]+", " ");
        var via = new StringBuilder();
        Map<String, String> one = new LinkedHashMap<>();
        for (var line : head.split("\r\n")) {
            var colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip();
            switch (name) {
                case "via", "v" -> via.append("Via: ").append(value).append("\r\n");
                case "from", "f" -> one.putIfAbsent("From", value);
                case "to", "t" -> one.putIfAbsent("To", value);
                case "call-id", "i" -> one.putIfAbsent("Call-ID", value);
                case "cseq" -> one.putIfAbsent("CSeq", value);
                default -> {}
            }
        }
        if (via.isEmpty() || one.size() < 4 || one.getOrDefault("CSeq", "").endsWith("ACK")) {
            return;
        }
        var text = new StringBuilder("SIP/2.0 ").append(status).append("\r\n").append(via);
        one.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        send.accept(text.append("Content-Length: 0\r\n\r\n").toString());
    }
}
