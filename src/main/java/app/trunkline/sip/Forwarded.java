package app.trunkline.sip;

/**
 * That a call was meant for somebody else first (RFC 5806, RFC 7044).
 *
 * @param by who was called first, and forwarded the call; with the user {@code anonymous} where that is kept private
 */
public record Forwarded(SipAddress by, Reason reason) {
    /** Why it was forwarded (RFC 5806 section 4, RFC 4458 section 2). */
    public enum Reason {
        /** Not told, or in a word that is no standard's. */
        UNKNOWN,
        BUSY,
        NO_ANSWER,
        UNAVAILABLE,
        ALWAYS,
        TIME_OF_DAY,
        DO_NOT_DISTURB,
        DEFLECTED,
        FOLLOW_ME,
        OUT_OF_SERVICE,
        AWAY
    }
}
