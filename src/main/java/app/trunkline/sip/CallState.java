package app.trunkline.sip;

import java.time.Duration;
import java.time.Instant;

/**
 * A call, from the first thought of it to its end.
 *
 * <pre>
 *  outgoing: Preparing --offer ready--> Calling --18x--> Ringing --200--> Established
 *  incoming: Incoming --answer--> Answering --ACK--> Established
 *  any of them --> Ending --> Ended
 * </pre>
 */
public sealed interface CallState {
    /** The offer is being made; nothing is on the wire. */
    record Preparing() implements CallState {}

    /** INVITE sent; a cancel may wait for the first provisional answer (RFC 3261 section 9.1). */
    record Calling(boolean cancelRequested) implements CallState {}

    /** 18x received. */
    record Ringing(boolean earlyMedia) implements CallState {}

    /** An INVITE came in; 180 sent. */
    record Incoming(Instant since) implements CallState {}

    /** The answer is being made, or 200 is sent and ACK awaited. */
    record Answering() implements CallState {}

    /** Both sides agreed. {@code since} is the answer's time. */
    record Established(Instant since, Hold hold, Negotiation negotiation, MediaPath path) implements CallState {}

    /** CANCEL or BYE is under way, or waits for its turn. */
    record Ending(EndReason reason) implements CallState {}

    /** Over. {@code talked} is zero if it was never answered. */
    record Ended(EndReason reason, Duration talked) implements CallState {}
}
