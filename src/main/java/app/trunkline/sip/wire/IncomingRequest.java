package app.trunkline.sip.wire;

import java.util.Optional;
import javax.sip.RequestEvent;
import javax.sip.SipProvider;

/** A request that has come and is to be answered, unless it is an ACK. On the loop. */
public final class IncomingRequest {
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
