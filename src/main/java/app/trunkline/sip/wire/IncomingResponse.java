package app.trunkline.sip.wire;

import java.util.Optional;
import javax.sip.ResponseEvent;

/** A response that has come. On the loop. */
public final class IncomingResponse {
    private final ResponseEvent event;

    IncomingResponse(ResponseEvent event) {
        this.event = event;
    }

    public SipResponse response() {
        return new SipResponse(event.getResponse());
    }

    /** Empty for a 2xx to an INVITE whose transaction is over. */
    public Optional<ClientTransaction> transaction() {
        return Optional.ofNullable(event.getClientTransaction()).map(ClientTransaction::new);
    }

    public Optional<Dialog> dialog() {
        return Dialog.of(event.getDialog());
    }
}
