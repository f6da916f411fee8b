package app.trunkline.sip.wire;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.util.function.BooleanSupplier;
import javax.sip.ObjectInUseException;
import javax.sip.message.Request;

/**
 * A re-INVITE of ours that the far side's own is taken in place of, once it is held to be lost. The library would refuse theirs with
 * 491 for as long as ours has no final response; so ours ends before it sees theirs. On the loop.
 *
 * @param when whether it is held to be lost now
 */
record Yielding(BooleanSupplier when) {
    /** To be called before the library sees the request. */
    static void to(SIPRequest request, SIPTransactionStack stack) {
        if (request.getMethod().equals(Request.INVITE)
                && stack.getDialog(request.getDialogId(true)) instanceof SIPDialog dialog
                && dialog.getLastTransaction() instanceof SIPClientTransaction ours
                && ours.getApplicationData() instanceof Yielding yielding
                && yielding.when().getAsBoolean()) {
            end(ours);
        }
    }

    private static void end(SIPClientTransaction ours) {
        try {
            ours.terminate();
        } catch (ObjectInUseException e) {
            throw new IllegalStateException(e);
        }
    }
}
