package app.trunkline.sip.call;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a call stands, with everything that is pending in it: the state of {@link CallMachine}.
 *
 * <p>{@link CallState} is what the rest of the program sees of it. The two are apart so that session descriptions (they
 * carry keys) never get into a snapshot, and so that the protocol's waiting rooms are no concern of a window.
 */
sealed interface CallPhase {
    /** What the rest of the program sees. */
    CallState state();

    /** True when nobody waits for the answer to an INVITE of ours any more. */
    default boolean givenUp() {
        return switch (this) {
            case CallPhase.CancelWaits _, CallPhase.Cancelling _, CallPhase.Over _ -> true;
            case CallPhase.Preparing _,
                    CallPhase.Calling _,
                    CallPhase.Trying _,
                    CallPhase.Ringing _,
                    CallPhase.Unheard _,
                    CallPhase.Incoming _,
                    CallPhase.MakingAnswer _,
                    CallPhase.AwaitingAck _,
                    CallPhase.Talking _,
                    CallPhase.ByeWaits _,
                    CallPhase.HangingUp _ -> false;
        };
    }

    /** Outgoing: the offer is being made. */
    record Preparing() implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Preparing();
        }
    }

    /** Outgoing: INVITE sent, nothing heard yet. */
    record Calling() implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Calling(false);
        }
    }

    /** Outgoing: given up before anything was heard; CANCEL waits for the first 1xx (RFC 3261 section 9.1). */
    record CancelWaits(EndReason reason) implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Calling(true);
        }
    }

    /** Outgoing: 100 received. */
    record Trying() implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Calling(false);
        }
    }

    /**
     * Outgoing: 18x received.
     *
     * @param early what sound flows by before the call is answered
     * @param updating their offer in an early UPDATE, while it is being answered (RFC 3311 section 5.2)
     */
    record Ringing(Optional<Early> early, Optional<SessionDescription> updating, MediaPath path) implements CallPhase {
        Ringing with(Optional<Early> description, Optional<SessionDescription> update) {
            return new Ringing(description, update, path);
        }

        Ringing connected() {
            return new Ringing(early, updating, MediaPath.CONNECTED);
        }

        @Override
        public CallState state() {
            return new CallState.Ringing(early.isPresent());
        }
    }

    /**
     * The far side's description before the 2xx, and the early dialog it came by.
     *
     * @param reliable the exchange is complete (RFC 3262 section 5)
     */
    record Early(String tag, SessionDescription description, boolean reliable) {
        Early(String tag, SessionDescription description) {
            this(tag, description, false);
        }
    }

    /**
     * Outgoing: the connection that the INVITE left by is gone, and nothing was heard of it since.
     *
     * @param before one of Calling, Trying and Ringing
     */
    record Unheard(CallPhase before) implements CallPhase {
        @Override
        public CallState state() {
            return before.state();
        }
    }

    /** Outgoing: CANCEL sent, the final response awaited. */
    record Cancelling(EndReason reason) implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Ending(reason);
        }
    }

    /** Incoming: 180 sent. Without an offer in the INVITE ours goes into the 200. */
    record Incoming(Instant since, Optional<SessionDescription> offer) implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Incoming(since);
        }
    }

    /** Incoming: answered by the user, the description for the 200 is being made. */
    record MakingAnswer(Optional<SessionDescription> offer, MediaPath path) implements CallPhase {
        MakingAnswer connected() {
            return new MakingAnswer(offer, MediaPath.CONNECTED);
        }

        @Override
        public CallState state() {
            return new CallState.Answering();
        }
    }

    /**
     * Incoming: 200 sent, ACK awaited.
     *
     * @param again the connection is another than the one that the 200 left by first: the ACK may have been lost with that
     */
    record AwaitingAck(Instant since, Optional<SessionDescription> offer, MediaPath path, boolean again)
            implements CallPhase {
        AwaitingAck(Instant since, Optional<SessionDescription> offer, MediaPath path) {
            this(since, offer, path, false);
        }

        AwaitingAck connected() {
            return new AwaitingAck(since, offer, MediaPath.CONNECTED, again);
        }

        AwaitingAck sentAgain() {
            return new AwaitingAck(since, offer, path, true);
        }

        @Override
        public CallState state() {
            return new CallState.Answering();
        }
    }

    /**
     * Both agreed.
     *
     * @param next a change asked for while an exchange is open; it begins when that has ended
     * @param theirs what the far side asks while our own media works, which takes milliseconds; its turn comes before ours
     * @param digits those that wait until they can be heard
     */
    record Talking(
            Instant since,
            Hold hold,
            MediaPath path,
            OfferAnswerState exchange,
            Optional<OfferAnswerState.Want> next,
            Optional<OfferAnswerState.Theirs> theirs,
            String digits)
            implements CallPhase {
        Talking(Instant since, Hold hold, MediaPath path, OfferAnswerState exchange) {
            this(since, hold, path, exchange, Optional.empty(), Optional.empty(), "");
        }

        @Override
        public CallState state() {
            return new CallState.Established(since, hold, exchange.shown(), path);
        }

        Talking with(MediaPath other) {
            return new Talking(since, hold, other, exchange, next, theirs, digits);
        }

        Talking with(OfferAnswerState other) {
            return with(other, next);
        }

        Talking with(OfferAnswerState other, Optional<OfferAnswerState.Want> waiting) {
            return new Talking(since, hold, path, other, waiting, theirs, digits);
        }

        Talking with(Hold other) {
            return new Talking(since, other, path, exchange, next, theirs, digits);
        }

        Talking waitedFor(Optional<OfferAnswerState.Theirs> asked) {
            return new Talking(since, hold, path, exchange, next, asked, digits);
        }

        Talking withDigits(String waiting) {
            return new Talking(since, hold, path, exchange, next, theirs, waiting);
        }
    }

    /** Hung up before the ACK of our 200: BYE has to wait for it (RFC 3261 section 15). */
    record ByeWaits(EndReason reason, Duration talked) implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Ending(reason);
        }
    }

    /** BYE sent, its answer awaited. */
    record HangingUp(EndReason reason, Duration talked) implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Ending(reason);
        }
    }

    /** Over. */
    record Over(EndReason reason, Duration talked) implements CallPhase {
        @Override
        public CallState state() {
            return new CallState.Ended(reason, talked);
        }
    }
}
