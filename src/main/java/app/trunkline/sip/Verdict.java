package app.trunkline.sip;

/** What the policy makes of a call that wants to come in. */
public sealed interface Verdict {
    /** It rings. */
    record Ring() implements Verdict {}

    /** It is refused with the reason's status, and never rings. */
    record Refuse(EndReason reason) implements Verdict {}

    /** The caller is sent elsewhere with 302 (RFC 3261 section 21.3.3), and it never rings. */
    record Redirect(SipAddress target) implements Verdict {}
}
