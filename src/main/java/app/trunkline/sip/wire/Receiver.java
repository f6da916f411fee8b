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
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.TransactionState;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a text frame to JAIN-SIP's transactions, with the checks that the library leaves out: size, version, what has to be
 * there and what has to be there once. A request that cannot be read is answered where an answer can be made, else dropped
 * with a log line (RFC 4475); nothing is thrown, and the connection lives on.
 */
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    /** The library's parser takes more than linear time: 64 KB cost it 0.2 s at worst, 740 KB nine. */
    private static final int MAX_MESSAGE = 64 * 1024;

    /** Header lines; a call through ten servers has some sixty. */
    static final int MOST_LINES = 256;
    /** Telephones that ring for one call of ours; of the others nothing is known until they answer. */
    static final int MOST_FORKS = 32;

    private static final int MAX_FORWARDS = 70;
    private static final int RETRY_AFTER = 5;

    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 [1-6]\\d\\d(?: [^\\r\\n]*)?\\r\\n");

    private final SIPTransactionStack stack;
    private final LoopMessageChannel channel;
    private final Wiring wiring;
    private final Gate gate;
    private final Consumer<SIPResponse> late;
    private final MessageParser parser = new MessageParser();
    /** The request that is being delivered has reached somebody. */
    private boolean handedOver;

    /** @param late takes a 2xx to an INVITE whose transaction is over: one that comes again, or another fork's */
    Receiver(
            SIPTransactionStack stack,
            LoopMessageChannel channel,
            Wiring wiring,
            Gate gate,
            Consumer<SIPResponse> late) {
        this.stack = stack;
        this.channel = channel;
        this.wiring = wiring;
        this.gate = gate;
        this.late = late;
        wiring.acks().deliverTo(this::deliver);
    }

    void onText(String text) {
        var begin = text.stripLeading();
        if (begin.indexOf("\r\n") < 0) {
            LOG.warn("a frame that is no SIP message was dropped");
            return;
        }
        var raw = RawRequest.of(begin);
        if (text.length() > MAX_MESSAGE
                || hasTooManyLines(begin)
                || text.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE) {
            LOG.warn("a message of {} characters was dropped", text.length());
            raw.ifPresent(request -> answer(request, "513 Message Too Large"));
            return;
        }
        if (raw.isEmpty() && !STATUS_LINE.matcher(begin).lookingAt()) {
            LOG.warn("a message with a malformed first line was dropped");
            return;
        }
        try {
            if (raw.isPresent()) {
                var refusal = raw.get().refusal();
                if (refusal.isPresent()) {
                    LOG.warn("a request was refused: {}", refusal.get());
                    answer(raw.get(), refusal.get());
                    return;
                }
                if (gate.keepsOut(raw.get())) {
                    return;
                }
            }
            onMessage(parser.parse(begin));
        } catch (ParseException | InvalidArgumentException e) {
            LOG.warn("a malformed message was dropped: {}", e.getMessage());
            raw.ifPresent(request -> answer(request, "400 Bad Request"));
        } catch (RuntimeException e) {
            // The library throws these as well, for what it did not foresee.
            LOG.warn("a message was dropped that could not be dealt with", e);
            raw.ifPresent(request -> answer(request, "400 Bad Request"));
        }
    }

    private static boolean hasTooManyLines(String message) {
        var at = 0;
        for (var lines = 0; lines <= MOST_LINES; lines++) {
            var end = message.indexOf("\r\n", at);
            if (end == at || end < 0) {
                return false;
            }
            at = end + 2;
        }
        return true;
    }

    /** One telephone more rings than anybody has, each of which the library would keep a dialog for. */
    private static boolean isOneForkTooMany(SIPResponse response, SIPClientTransaction invite) {
        var tag = response.getToTag();
        if (response.getStatusCode() >= 200 || tag == null || !UnansweredDialogs.isFirst(invite.getRequest())) {
            return false;
        }
        if (!(invite.getApplicationData() instanceof Forks)) {
            invite.setApplicationData(new Forks(new HashSet<>()));
        }
        var tags = ((Forks) invite.getApplicationData()).tags();
        return !tags.contains(tag) && (tags.size() >= MOST_FORKS || !tags.add(tag));
    }

    /** The tags of those that ring. */
    private record Forks(Set<String> tags) {}

    private void answer(RawRequest request, String status) {
        request.answer(status).ifPresent(wiring.send());
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
        if (!Transports.knows(request.getTopmostVia().getTransport())) {
            throw new ParseException("a Via by a transport that nobody knows", 0);
        }
        MessageParser.complete(request);
        FarTransactions.name(request);
        if (request.getMethod().equals(Request.ACK)) {
            wiring.responses().acknowledged(request);
        }
        var before = wiring.responses().to(request);
        if (before.isPresent() && !request.getMethod().equals(Request.ACK)) {
            wiring.send().accept(before.get());
        } else if (wiring.acks().isFull(request)) {
            // RFC 3261 section 14.2.
            var response = request.createResponse(SipStatus.SERVER_INTERNAL_ERROR);
            response.setHeader(Headers.HEADERS.createRetryAfterHeader(RETRY_AFTER));
            channel.sendMessage(response);
        } else if (wiring.acks().holds(request)) {
            // Or it would come again and again.
            channel.sendMessage(request.createResponse(SipStatus.TRYING));
        } else {
            deliver(request);
            wiring.acks().delivered(request);
        }
    }

    /** Somebody takes care of the request that is being delivered. */
    void handedOver() {
        handedOver = true;
    }

    private void deliver(SIPRequest request) {
        handedOver = false;
        var sent = wiring.send().sent();
        var again = stack.findTransaction(request, true) != null;
        Yielding.to(request, stack);
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
        if (!handedOver
                && !again
                && wiring.send().sent() == sent
                && !request.getMethod().equals(Request.ACK)) {
            outOfOrder(request);
        }
    }

    /** The library keeps to itself what is not newer than the newest of its dialog (RFC 3261 section 12.2.2). */
    private void outOfOrder(SIPRequest request) {
        var response = request.createResponse(SipStatus.SERVER_INTERNAL_ERROR);
        response.setReasonPhrase("Request Out Of Order");
        if (response.getToTag() == null) {
            response.setToTag(SipStack.random(wiring.loop()));
        }
        channel.sendMessage(response);
    }

    /**
     * The library ends the dialog of a request other than INVITE that met 408 (RFC 3261 section 12.2.1.2). That may come of a
     * way that is interrupted for a moment, and whether the call ends is decided by the call: 504 says the same of a server.
     */
    private static void keepDialog(SIPResponse response, Request request) throws ParseException {
        if (response.getStatusCode() == SipStatus.REQUEST_TIMEOUT
                && !request.getMethod().equals(Request.INVITE)
                && !Messages.toTag(request).isEmpty()) {
            response.setStatusCode(SipStatus.SERVER_TIMEOUT);
        }
    }

    /** The branch alone does not make it the request's (RFC 3261 section 17.1.3). */
    private static boolean answers(SIPResponse response, Request request) {
        return response.getCSeq().equals(request.getHeader(CSeqHeader.NAME));
    }

    private void onResponse(SIPResponse response) throws ParseException {
        response.checkHeaders();
        if (response.getFromTag() == null) {
            // Every request of ours has one.
            throw new ParseException("a response without a From tag", 0);
        }
        if (!wiring.host().equalsIgnoreCase(response.getTopmostVia().getHost())) {
            // RFC 3261 section 18.1.2: not to us.
            LOG.warn("a response to somebody else was dropped");
            return;
        }
        var acceptance = response.getStatusCode() / 100 == 2
                && Request.INVITE.equals(response.getCSeq().getMethod());
        var ours = stack.findTransaction(response, false);
        if (ours instanceof SIPClientTransaction client) {
            if (!answers(response, client.getRequest())) {
                LOG.warn("a response with another CSeq than its request was dropped");
                return;
            }
            FarTransactions.name(response, client.getRequest());
            keepDialog(response, client.getRequest());
            if (isOneForkTooMany(response, client)) {
                LOG.warn("a call rings at more telephones than are heard");
                return;
            }
        }
        if (ours == null || TransactionState.TERMINATED.equals(ours.getState())) {
            // The library lets a finished transaction linger, and takes whatever comes to it for the first again: a
            // second fork's 2xx got neither ACK nor BYE, and the ringing of another made a dialog for ever.
            if (acceptance) {
                // RFC 3261 section 13.2.2.4.
                late.accept(response);
            } else {
                LOG.debug("a response that nobody awaits was dropped");
            }
            return;
        }
        var server = stack.newSIPServerResponse(response, channel);
        if (server == null) {
            LOG.debug("a response to nothing was dropped");
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
}
