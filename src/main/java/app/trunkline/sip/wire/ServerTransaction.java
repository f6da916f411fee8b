package app.trunkline.sip.wire;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.util.Optional;
import javax.sip.TransactionState;

/** A request of the far side on its way to our final response (RFC 3261 section 17.2). On the loop. */
public final class ServerTransaction {
    private final javax.sip.ServerTransaction jain;

    ServerTransaction(javax.sip.ServerTransaction jain) {
        this.jain = jain;
    }

    public SipRequest request() {
        return new SipRequest(jain.getRequest());
    }

    public void respond(SipResponse response) throws WireException {
        if (response.acceptsInvite() && jain instanceof SIPServerTransaction transaction) {
            // Our reliable ringing has no description, so that the 2xx need not wait for its PRACK (RFC 3262 section
            // 3).
            // The library would stop the loop for a second and then refuse.
            transaction.prackRecieved();
            Wiring.of(transaction.getSIPStack()).acks().sent((SIPRequest) jain.getRequest(), (SIPResponse)
                    response.jain());
        }
        WireException.run(() -> jain.sendResponse(response.jain()));
    }

    /** Goes on as if the ACK to our 2xx had come; it is lost with the connection that it was sent to. */
    public void takeAck(String localTag) throws WireException {
        if (jain instanceof SIPServerTransaction transaction) {
            Wiring.of(transaction.getSIPStack()).acks().take((SIPRequest) jain.getRequest(), localTag);
        }
    }

    public Optional<Dialog> dialog() {
        return Dialog.of(jain.getDialog());
    }

    /** A final response is sent. */
    public boolean isAnswered() {
        var state = jain.getState();
        return state != null
                && state.getValue() != TransactionState._TRYING
                && state.getValue() != TransactionState._PROCEEDING;
    }
}
