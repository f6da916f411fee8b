package app.trunkline.sip.call;

import app.trunkline.sip.SipAddress;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipRequest;
import java.util.Optional;

/** The call behind the leg. */
interface LegOwner {
    void tell(CallEvent event);

    /** True when nobody waits for the answer to our INVITE any more. */
    boolean givenUp();

    /** The far side asks us to call another; the status for its REFER. */
    int referred(SipRequest refer);

    /** The 202 to the REFER is sent. */
    void referralBegins();

    /** NOTIFY of a REFER of ours, with the status in it. */
    void referNotified(Optional<Integer> code, boolean last);

    /** The number called has moved to another, which was not called. */
    void moved(SipAddress target);

    /** A request or 2xx of the far side that may name it anew (RFC 4916). */
    void heard(SipMessage message);
}
