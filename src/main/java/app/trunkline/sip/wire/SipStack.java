package app.trunkline.sip.wire;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.sip.KeptDialog;
import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import java.text.ParseException;
import java.util.Arrays;
import java.util.EventObject;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TooManyListenersException;
import java.util.function.Consumer;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP on the event loop: its transactions and dialogs, our timer, our one channel to the server. Called on the loop
 * alone; the listener is called there too, inside {@link #onText} or a timer.
 *
 * <p>One stack an account, kept over reconnects. The library makes its parts by name, so what they need is found in the
 * stack that they are given.
 */
public final class SipStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);
    /** Nobody's address (RFC 5737). The far end's has to be another: the library loops messages to itself otherwise. */
    private static final String LISTENING = "192.0.2.2";

    /** What happens to transactions and dialogs, on the loop. */
    public interface Listener {
        void onRequest(IncomingRequest incoming);

        void onResponse(IncomingResponse incoming);

        /** True where an INVITE with that Call-ID is refused as it comes, because there are too many. */
        default boolean isOverrun(String callId) {
            return false;
        }

        /** Timer B or F: no final response. */
        void onTimeout(ClientTransaction transaction);

        /** The connection went away under a client transaction. */
        void onConnectionLost(ClientTransaction transaction);
    }

    private static final int MAX_FORWARDS = 70;

    private final EventLoop loop;
    private final String host;
    private final Wiring wiring;
    private final WiredStack stack;
    private final SipProvider provider;
    private final MessageFactory messages;
    private final Receiver receiver;
    private final UnansweredDialogs unanswered;
    private final Set<javax.sip.ClientTransaction> waiting = new LinkedHashSet<>();
    private boolean closed;

    /** @param send takes one SIP message for the server */
    public SipStack(EventLoop loop, Consumer<String> send, Listener listener) {
        this.loop = loop;
        host = random() + ".invalid";
        // The library's one static; without it log4j is looked for and not found.
        CommonLogger.legacyLogger = new Slf4jStackLogger();
        try {
            var factory = SipFactory.getInstance();
            factory.setPathName("gov.nist");
            messages = factory.createMessageFactory();
            wiring = new Wiring(loop, new Outlet(send), host, new AwaitedAcks(loop), new FinalResponses(loop));
            stack = new WiredStack(wiring);
            provider = stack.createSipProvider(stack.createListeningPoint(LISTENING, 5060, Transports.WSS));
            // The library looks for a listening point of the transport that a far side's Via names, and of TLS for a
            // sips:
            // Contact. A server behind a proxy that ends TLS for it says WS, where we say WSS.
            for (var transport : Transports.OF_OTHERS) {
                provider.addListeningPoint(stack.createListeningPoint(LISTENING, 5061, transport));
            }
            unanswered = new UnansweredDialogs(loop, stack, this::rings);
            var adapter = new Adapter(listener);
            provider.addSipListener(adapter);
            receiver = new Receiver(
                    stack,
                    LoopMessageProcessor.of(provider),
                    wiring,
                    new Gate(stack::transactions, stack::dialogs, listener::isOverrun, wiring.send()),
                    late -> adapter.processResponse(new ResponseEvent(provider, null, null, late)));
        } catch (SipException | InvalidArgumentException | TooManyListenersException e) {
            throw new IllegalStateException("the SIP stack could not be made", e);
        }
    }

    /** One message from the server. Never throws. */
    public void onText(String text) {
        if (!closed) {
            receiver.onText(text);
        }
    }

    /** Transactions and dialogs that the library keeps. */
    public int kept() {
        return stack.kept();
    }

    /** Our host in Via and Contact: a name that nobody can resolve (RFC 7118 section 5). */
    public String host() {
        return host;
    }

    /** A Via for a request outside of a dialog. */
    ViaHeader newVia() throws ParseException, InvalidArgumentException {
        var via = Headers.HEADERS.createViaHeader(host, 5060, Transports.WSS, "z9hG4bK" + random());
        ((Via) via).removePort();
        return via;
    }

    /** Makes a request ready for another transaction: with a Via of its own (RFC 3261 section 8.1.3.5). */
    public void renewVia(SipRequest request) {
        try {
            request.jain().removeHeader(ViaHeader.NAME);
            request.jain().addHeader(newVia());
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("a Via could not be written", e);
        }
    }

    /** The same request once more, as a new one of the same call (RFC 3261 section 8.1.3.4): next CSeq, Via of its own. */
    public SipRequest anew(SipRequest refused) throws WireException {
        var retry = refused.copy();
        renewVia(retry);
        var cseq = (CSeqHeader) retry.jain().getHeader(CSeqHeader.NAME);
        WireException.run(() -> cseq.setSeqNumber(cseq.getSeqNumber() + 1));
        return retry;
    }

    /** A client transaction that hears of a lost connection. */
    public ClientTransaction transaction(SipRequest request) throws WireException {
        var transaction = WireException.ask(() -> provider.getNewClientTransaction(request.jain()));
        waiting.add(transaction);
        return new ClientTransaction(transaction);
    }

    /** Sends a request that has no transaction: an ACK to a 2xx. */
    public void send(SipRequest request) throws WireException {
        WireException.run(() -> provider.sendRequest(request.jain()));
    }

    /** Goes on with a dialog of another process. */
    public Dialog restore(KeptDialog kept) throws WireException {
        return RestoredDialog.restore(kept, (SipProviderImpl) provider, messages, WireException.ask(this::newVia));
    }

    /** Lets go of the dialog that the library has made for a response. */
    public void forgetDialog(SipResponse response) {
        var id = ((SIPResponse) response.jain()).getDialogId(false);
        for (var dialog : Arrays.asList(stack.getDialog(id), stack.getEarlyDialog(id))) {
            if (dialog != null) {
                dialog.delete();
            }
        }
    }

    /** A request with these addresses and nothing else of its own. */
    SipRequest request(String method, SipUri target, String callId, long cseq, FromHeader from, ToHeader to)
            throws WireException {
        return new SipRequest(WireException.ask(() -> messages.createRequest(
                target.bare().jain(),
                method,
                Headers.HEADERS.createCallIdHeader(callId),
                Headers.HEADERS.createCSeqHeader(cseq, method),
                from,
                to,
                List.of(newVia()),
                Headers.HEADERS.createMaxForwardsHeader(MAX_FORWARDS))));
    }

    SipResponse response(int code, SipRequest request) throws WireException {
        return new SipResponse(WireException.ask(() -> messages.createResponse(code, request.jain())));
    }

    /** Random text for tags and names, 48 bits of it. */
    public String random() {
        return random(loop);
    }

    /** A Call-ID that says nothing of this machine (RFC 3261 section 8.1.1.4). */
    public String newCallId() {
        return random() + random();
    }

    static String random(EventLoop loop) {
        return HexFormat.of().toHexDigits(loop.random().nextLong(), 12);
    }

    /** True for the first who says so. */
    private boolean over(javax.sip.ClientTransaction transaction) {
        var was = waiting.remove(transaction);
        if (was) {
            unanswered.over(transaction.getRequest());
        }
        return was;
    }

    private boolean rings(String callId) {
        return waiting.stream()
                .map(javax.sip.Transaction::getRequest)
                .anyMatch(request -> UnansweredDialogs.isFirst(request)
                        && Messages.callId(request).equals(callId));
    }

    /**
     * The connection is gone: whoever waits for an answer is told now, instead of by a timer in 32 s. An INVITE that sets a
     * call up may ring already: its answer is taken wherever it comes, and its CANCEL has to name it.
     */
    public void connectionLost() {
        for (var transaction : List.copyOf(waiting)) {
            if (transaction instanceof SIPClientTransaction native_
                    && !UnansweredDialogs.isFirst(transaction.getRequest())
                    && over(transaction)) {
                native_.raiseIOExceptionEvent();
            }
        }
    }

    /** There is another connection: answers to INVITEs that may be lost with the old one go out again. */
    public void connectionBack() {
        wiring.responses().owed().forEach(wiring.send());
    }

    /** Ends the stack. The library sleeps a second while it stops, so that happens on a thread of its own. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        var scanner = stack.getEventScanner();
        Threads.daemon("sip-stop", () -> {
                    stack.stop();
                    if (scanner != null) {
                        // It sleeps until an event comes, and only then sees that it is to end.
                        scanner.addEvent(new EventWrapper(new EventObject(provider), null));
                    }
                })
                .start();
    }

    private final class Adapter implements SipListener {
        private final Listener listener;

        Adapter(Listener listener) {
            this.listener = listener;
        }

        private void guard(String what, Runnable task) {
            guard(what, task, () -> {});
        }

        private void guard(String what, Runnable task, Runnable otherwise) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a SIP {} was not dealt with", what, e);
                otherwise.run();
            }
        }

        @Override
        public void processRequest(RequestEvent event) {
            receiver.handedOver();
            var incoming = new IncomingRequest(event);
            guard("request", () -> listener.onRequest(incoming), incoming::failed);
        }

        @Override
        public void processResponse(ResponseEvent event) {
            if (event.getResponse().getStatusCode() >= 200 && event.getClientTransaction() != null) {
                over(event.getClientTransaction());
            }
            guard("response", () -> listener.onResponse(new IncomingResponse(event)));
        }

        @Override
        public void processTimeout(TimeoutEvent event) {
            // Nothing of ours hangs on an answer that its transaction sent in vain.
            if (!event.isServerTransaction()) {
                var transaction = event.getClientTransaction();
                over(transaction);
                guard("time-out", () -> listener.onTimeout(new ClientTransaction(transaction)));
            }
        }

        @Override
        public void processIOException(IOExceptionEvent event) {
            if (event.getSource() instanceof javax.sip.ClientTransaction transaction) {
                guard("lost connection", () -> listener.onConnectionLost(new ClientTransaction(transaction)));
            }
        }

        @Override
        public void processTransactionTerminated(TransactionTerminatedEvent event) {
            if (!event.isServerTransaction()) {
                over(event.getClientTransaction());
            }
        }

        @Override
        public void processDialogTerminated(DialogTerminatedEvent event) {
            LOG.trace("dialog {} ended", event.getDialog().getDialogId());
        }
    }
}
