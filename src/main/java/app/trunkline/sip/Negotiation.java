package app.trunkline.sip;

import java.time.Instant;

/** Where offer and answer stand inside an established call (RFC 3264, RFC 3261 section 14). */
public sealed interface Negotiation {
    /** Nothing open. */
    record Stable() implements Negotiation {}

    /** Our re-INVITE is under way; {@code hold} is the local hold it asks for. */
    record LocalOffer(boolean hold, boolean iceRestart) implements Negotiation {}

    /** Theirs is being answered. */
    record RemoteOffer() implements Negotiation {}

    /** Refused for now, mostly as both asked at once (491): ours is tried again then. */
    record Glare(Instant retryAt, boolean hold, boolean iceRestart) implements Negotiation {}
}
