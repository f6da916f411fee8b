package app.trunkline.sip.wire;

import app.trunkline.loop.EventLoop;
import gov.nist.javax.sip.stack.SIPTransactionStack;

/**
 * What the library's parts need that it makes by their names: they find it in the stack that they are given.
 *
 * @param send takes one SIP message for the server
 * @param host ours in Via
 * @param acks what waits for the ACK to a 2xx of ours
 */
record Wiring(EventLoop loop, Outlet send, String host, AwaitedAcks acks, FinalResponses responses) {
    /** The stack. */
    interface Holder {
        Wiring wiring();
    }

    static Wiring of(SIPTransactionStack stack) {
        return ((Holder) stack).wiring();
    }
}
