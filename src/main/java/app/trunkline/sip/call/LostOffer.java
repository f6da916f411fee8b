package app.trunkline.sip.call;

import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.AcceptedLate;
import app.trunkline.sip.call.CallPhase.Talking;
import app.trunkline.sip.call.OfferAnswerState.*;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An offer of ours that went nowhere, as where the far side was away. It is no reason to refuse theirs when they are back, though its
 * transaction may last half a minute more. RFC 3261 section 14.2 asks for 491 while ours is in progress; but who had it would not have
 * sent its own (section 14.1), and would have refused it within a round trip. Part of {@link CallMachine}.
 */
final class LostOffer {
    /** More than any round trip. A 100 says nothing: it is the next server's. */
    static final Duration ROUND_TRIP = Duration.ofSeconds(2);

    private LostOffer() {}

    static boolean is(OfferSent sent, Instant now) {
        return is(sent.since(), now);
    }

    static boolean is(Instant since, Instant now) {
        return !now.isBefore(since.plus(ROUND_TRIP));
    }

    /** Theirs is taken in the place of ours, which comes after it where it still is a change. */
    static Step yields(Talking t, Want want, Theirs theirs) {
        var free = t.with(new Settled(), t.next().or(() -> Optional.of(want)));
        return Renegotiation.theirTurn(free, theirs).after(new GiveUpReinvite(), new RollbackMedia());
    }

    /** It was not lost: they go by an offer that is taken back here, so another one sets both right. */
    static Step acceptedLate(Talking t, AcceptedLate late, Instant now) {
        var step = Renegotiation.restart(t);
        return t.exchange() instanceof Settled
                        && step.next() instanceof Talking after
                        && after.exchange() instanceof MakingOffer(var want)
                ? Step.to(
                        t.with(new GlareWait(now.plus(late.retryAfter()), want)),
                        new StartTimer(CallTimer.GLARE, late.retryAfter()))
                : step;
    }
}
