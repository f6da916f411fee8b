package app.trunkline.sip.wire;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sip.ObjectInUseException;

/** A request of ours on its way to its final response (RFC 3261 section 17.1). On the loop. */
public final class ClientTransaction {
    private final javax.sip.ClientTransaction jain;

    ClientTransaction(javax.sip.ClientTransaction jain) {
        this.jain = jain;
    }

    public SipRequest request() {
        return new SipRequest(jain.getRequest());
    }

    public void send() throws WireException {
        WireException.run(jain::sendRequest);
    }

    /** Inside of that dialog. */
    public void send(Dialog dialog) throws WireException {
        WireException.run(() -> dialog.jain().sendRequest(jain));
    }

    /** The CANCEL for it, to be sent by a transaction of its own. */
    public SipRequest cancel() throws WireException {
        return new SipRequest(WireException.ask(jain::createCancel));
    }

    /**
     * Of a re-INVITE: one of the far side ends it, and is taken, where this says so at that time.
     *
     * @param lost whether it is held to be lost now
     */
    public void yieldsWhere(BooleanSupplier lost) {
        jain.setApplicationData(new Yielding(lost));
    }

    /** Waits for its final response no longer. */
    public void end() {
        try {
            jain.terminate();
        } catch (ObjectInUseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names it. */
    public String branch() {
        return jain.getBranchId();
    }

    /** The one that its request made, or is in. */
    public Optional<Dialog> dialog() {
        return Dialog.of(jain.getDialog());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientTransaction transaction && transaction.jain.equals(jain);
    }

    @Override
    public int hashCode() {
        return jain.hashCode();
    }
}
