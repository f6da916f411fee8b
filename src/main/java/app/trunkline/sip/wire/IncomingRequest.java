package app.trunkline.sip.wire;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import javax.sip.RequestEvent;
import javax.sip.SipProvider;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that has come and is to be answered, unless it is an ACK. On the loop. */
public final class IncomingRequest {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingRequest.class);

    private final RequestEvent event;
    private Optional<ServerTransaction> transaction;

    IncomingRequest(RequestEvent event) {
        this.event = event;
        this.transaction = Optional.ofNullable(event.getServerTransaction()).map(ServerTransaction::new);
    }

    public SipRequest request() {
        return new SipRequest(event.getRequest());
    }

    public String method() {
        return event.getRequest().getMethod();
    }

    /** It belongs to a dialog that the library knows. */
    public boolean inDialog() {
        return dialog().isPresent();
    }

    /** The one that it belongs to. */
    public Optional<Dialog> dialog() {
        return Dialog.of(event.getDialog());
    }

    /** Answers it finally; without a transaction where the library makes none for it. */
    public void respond(SipResponse response) throws WireException {
        Optional<ServerTransaction> by;
        try {
            by = Optional.of(transaction());
        } catch (WireException e) {
            by = Optional.empty();
        }
        if (by.isPresent()) {
            by.get().respond(response);
        } else {
            WireException.run(() -> ((SipProvider) event.getSource()).sendResponse(response.jain()));
        }
    }

    /** Nobody was able to deal with it. */
    void failed() {
        try {
            if (!method().equals(SipMethod.ACK)
                    && transaction.filter(ServerTransaction::isAnswered).isEmpty()) {
                respond(new SipResponse(
                        ((SIPRequest) event.getRequest()).createResponse(Response.SERVER_INTERNAL_ERROR)));
            }
        } catch (WireException e) {
            LOG.warn("a {} was not answered", method(), e);
        }
    }

    /** What answers it. */
    public ServerTransaction transaction() throws WireException {
        if (transaction.isEmpty()) {
            var provider = (SipProvider) event.getSource();
            transaction = Optional.of(new ServerTransaction(
                    WireException.ask(() -> provider.getNewServerTransaction(event.getRequest()))));
        }
        return transaction.get();
    }
}
