package app.trunkline.sip.call;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.Hold;
import app.trunkline.sip.Negotiation;
import java.time.Instant;
import java.util.Optional;

/** Where offer and answer stand inside an established call, step by step. */
sealed interface OfferAnswerState {
    /** What the rest of the program sees. */
    default Negotiation shown() {
        return switch (this) {
            case Settled _, ConnectionLost _ -> new Negotiation.Stable();
            case ApplyingFirst _ -> new Negotiation.LocalOffer(false, false);
            case MakingOffer(var want) -> new Negotiation.LocalOffer(want.hold(), want.iceRestart());
            case OfferSent(var want, var _) -> new Negotiation.LocalOffer(want.hold(), want.iceRestart());
            case ApplyingAnswer(var want, var _) -> new Negotiation.LocalOffer(want.hold(), want.iceRestart());
            case GlareWait(var retryAt, var want) -> new Negotiation.Glare(retryAt, want.hold(), want.iceRestart());
            case MakingAnswer _, AnswerSent _, MakingCounterOffer _, CounterOfferSent _ ->
                new Negotiation.RemoteOffer();
        };
    }

    /** Why new ICE credentials are wanted. */
    enum Restart {
        NONE,
        /** The path is broken, and may come up again by itself. */
        MEND,
        /** The connection is another, and the far side is to learn of it in any case. */
        MOVE;

        Restart and(Restart other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    /**
     * A change we want: hold or not, with new ICE credentials or not.
     *
     * @param refusals how often the far side has put it off
     */
    record Want(boolean hold, Restart restart, int refusals) {
        Want(boolean hold, Restart restart) {
            this(hold, restart, 0);
        }

        boolean iceRestart() {
            return restart != Restart.NONE;
        }

        /**
         * The offer for it. It says what we want for ourselves only, whatever the far side's hold is: that one is theirs
         * to state in the answer (RFC 6337 section 5.3).
         */
        OfferOptions options() {
            return new OfferOptions(hold ? MediaDirection.SENDONLY : MediaDirection.SENDRECV, iceRestart());
        }

        Want withHold(boolean on) {
            return new Want(on, restart);
        }

        Want putOff() {
            return new Want(hold, restart, refusals + 1);
        }

        Want with(Restart why) {
            return new Want(hold, restart.and(why));
        }

        /** Where the path is up. */
        Want withoutMending() {
            return restart == Restart.MEND ? new Want(hold, Restart.NONE, refusals) : this;
        }
    }

    /** What their offer came in: a 200 to an INVITE wants an ACK, one to an UPDATE (RFC 3311) does not. */
    enum Method {
        INVITE,
        UPDATE
    }

    /** What the far side asks: its offer, or ours in the 200. */
    record Theirs(Method method, Optional<SessionDescription> offer) {}

    /** Nothing open. */
    record Settled() implements OfferAnswerState {}

    /** The answer to the call's first offer is being set. */
    record ApplyingFirst() implements OfferAnswerState {}

    /** Our next offer is being made. */
    record MakingOffer(Want want) implements OfferAnswerState {}

    /** Our re-INVITE is on the wire since then. */
    record OfferSent(Want want, Instant since) implements OfferAnswerState {}

    /** Theirs came back and is being set; {@code after} is the hold once it is. */
    record ApplyingAnswer(Want want, Hold after) implements OfferAnswerState {}

    /** Refused for now, mostly by a 491: ours is sent again at {@code retryAt} (RFC 3261 section 14.1). */
    record GlareWait(Instant retryAt, Want want) implements OfferAnswerState {}

    /** Their offer is being answered. */
    record MakingAnswer(Method method, Hold after) implements OfferAnswerState {}

    /** 200 with our answer sent, ACK awaited. */
    record AnswerSent() implements OfferAnswerState {}

    /** They re-invited without an offer; ours is being made for the 200. */
    record MakingCounterOffer() implements OfferAnswerState {}

    /** 200 with our offer sent; the answer comes in the ACK. */
    record CounterOfferSent() implements OfferAnswerState {}

    /** The connection to the server is lost; {@code want} is what the re-INVITE after it asks for. */
    record ConnectionLost(Optional<Want> want) implements OfferAnswerState {}
}
