package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends for one call: a failure is a defect that ends the call, and never an exception on its way up the loop. */
record Sending(CallId id, LegOwner owner) {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    /** Something that can fail for reasons of the wire. */
    @FunctionalInterface
    interface Wire {
        void run() throws WireException;
    }

    /** @param what for the log */
    void attempt(String what, Wire wire) {
        try {
            wire.run();
        } catch (WireException e) {
            LOG.error("call {}: {} could not be sent", id, what, e);
            owner.tell(new CallEvent.Broken(what + " could not be sent"));
        }
    }
}
