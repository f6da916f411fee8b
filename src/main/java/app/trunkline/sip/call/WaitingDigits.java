package app.trunkline.sip.call;

import app.trunkline.sip.MediaPath;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.TimerFired;
import app.trunkline.sip.call.CallPhase.Talking;
import app.trunkline.sip.call.OfferAnswerState.*;

/**
 * Digits of an established call: sent when they can be heard, which is not while its sound has no path, nor while it may change
 * to another as offer and answer go on. Part of {@link CallMachine}.
 */
final class WaitingDigits {
    private WaitingDigits() {}

    /** What that step makes of those that wait. */
    static Step after(CallEvent event, Talking before, Step step) {
        if (!(step.next() instanceof Talking after) || after.digits().isEmpty()) {
            return step;
        }
        var waitedLong = event instanceof TimerFired(var timer) && timer == CallTimer.DIGITS;
        if (after.path() == MediaPath.CONNECTED && (waitedLong || settled(after.exchange()))) {
            return new Step(after.withDigits(""), step.effects(), step.ignored())
                    .then(new SendDigits(after.digits()))
                    .then(new StopTimer(CallTimer.DIGITS));
        }
        return waitedLong || before.digits().isEmpty() ? step.then(new StartTimer(CallTimer.DIGITS)) : step;
    }

    private static boolean settled(OfferAnswerState exchange) {
        return switch (exchange) {
            case Settled _, GlareWait _, ConnectionLost _ -> true;
            case ApplyingFirst _,
                    MakingOffer _,
                    OfferSent _,
                    ApplyingAnswer _,
                    MakingAnswer _,
                    AnswerSent _,
                    MakingCounterOffer _,
                    CounterOfferSent _ -> false;
        };
    }
}
