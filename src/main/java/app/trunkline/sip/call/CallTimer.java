package app.trunkline.sip.call;

import java.time.Duration;

/** The timers of one call. Those of transactions (RFC 3261 section 17) are the stack's own. */
enum CallTimer {
    /** Outgoing: nobody takes the call. */
    NO_ANSWER_THERE(Duration.ofMinutes(3)),
    /** Incoming: we do not take it; its length is the user's to set. */
    NO_ANSWER_HERE(Duration.ZERO),
    /** CANCEL sent and no final response to the INVITE: 64*T1 (RFC 3261 section 9.1). */
    CANCEL(Duration.ofSeconds(32)),
    /** 200 sent and no ACK: 64*T1 (RFC 3261 section 13.3.1.4). */
    ACK(Duration.ofSeconds(32)),
    /**
     * The connection is gone under a call that is being set up: 64*T1, for as long as whoever waits for our answer has it sent
     * again (RFC 3261 section 17.1.1.2).
     */
    AWAY(Duration.ofSeconds(32)),
    /** Our 200 went out again on a new connection, and sound tells that it was heard before: the least time for an ACK. */
    HEARD(Duration.ofSeconds(4)),
    /** BYE sent and no answer. Nobody wants to look at a call that is over for 32 s. */
    BYE(Duration.ofSeconds(4)),
    /** After a 491; its length is drawn at random each time. */
    GLARE(Duration.ZERO),
    /** A digit waits for an exchange of offer and answer no longer than that while sound flows. */
    DIGITS(Duration.ofSeconds(2)),
    /** The sound's path is interrupted; most interruptions heal by themselves in this time. */
    PATH(Duration.ofSeconds(4)),
    /**
     * The sound's path failed, and ICE restarts until it is up again: three times the 39.5 s after which a connectivity
     * check is given up (RFC 8445 section 7.2.5.2, RFC 8489 section 6.2.1). Then the call ends.
     */
    HEAL(Duration.ofMinutes(2));

    private final Duration length;

    CallTimer(Duration length) {
        this.length = length;
    }

    Duration length() {
        return length;
    }
}
