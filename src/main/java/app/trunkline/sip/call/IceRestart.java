package app.trunkline.sip.call;

import app.trunkline.sip.EndReason;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.ReinviteRefused;
import app.trunkline.sip.call.CallPhase.Talking;
import app.trunkline.sip.call.OfferAnswerState.Restart;
import app.trunkline.sip.call.OfferAnswerState.Want;
import java.time.Duration;
import java.time.Instant;

/**
 * What an established call does about the path of its sound: a path that was there and fails is negotiated anew (RFC 8839
 * section 4.4.1.1), and again, until sound flows or {@link CallTimer#HEAL} is up. Part of {@link CallMachine}.
 */
final class IceRestart {
    /** By then native ICE has given up what it found no answer on; asked again, in case it does not say so. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The first wait before a re-INVITE that the far side could not take goes out again; each is twice the one before. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

    /** Between two tries to make an offer, each of which takes as long as a TURN server is waited for. */
    private static final Duration MAKING_AGAIN = Duration.ofMillis(500);

    /** While there is no sound; {@link CallTimer#HEAL} bounds them all. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    /** While sound flows, after which it flows on as it does: 2 s to 64 s make two minutes. */
    private static final int MOST_WAITS = 6;

    private static final int MOST_GLARES = 8;

    /** With the waits of a glare before, a minute and a half to two. */
    private static final int MOST_MORE = 12;

    private IceRestart() {}

    static Step connected(Talking t) {
        return Step.to(
                t.with(MediaPath.CONNECTED),
                new StopTimer(CallTimer.PATH),
                new StopTimer(CallTimer.HEAL),
                new Note(Milestone.Kind.MEDIA_CONNECTED));
    }

    static Step interrupted(Talking t) {
        return switch (t.path()) {
            case CONNECTING, CONNECTED ->
                Step.to(
                        t.with(MediaPath.INTERRUPTED),
                        new Note(Milestone.Kind.MEDIA_DISCONNECTED),
                        new StartTimer(CallTimer.PATH));
            case INTERRUPTED, RESTARTING -> Step.ignored(t, "known already");
        };
    }

    /** It will not heal by itself. */
    static Step lost(Talking t) {
        return switch (t.path()) {
            case CONNECTING, CONNECTED, INTERRUPTED -> begin(t);
            case RESTARTING -> Step.ignored(t, "known already");
        };
    }

    /** FAILED. A call that never had a path ends: a restart would meet the same obstacle. */
    static Step failed(Talking t, String detail, Instant now) {
        return switch (t.path()) {
            case CONNECTING ->
                Renegotiation.restarting(t)
                        ? begin(t)
                        : EstablishedCall.hangUp(t, new EndReason(EndReason.Kind.MEDIA_FAILED, 0, detail), now);
            case CONNECTED, INTERRUPTED -> begin(t);
            case RESTARTING -> again(t);
        };
    }

    /** {@link CallTimer#PATH} is up: the interruption did not heal, or the last restart led to nothing. */
    static Step patienceOver(Talking t) {
        return switch (t.path()) {
            case INTERRUPTED -> begin(t);
            case RESTARTING -> again(t);
            case CONNECTING, CONNECTED -> Step.ignored(t, "the path is up");
        };
    }

    private static Step begin(Talking t) {
        var restarting = t.with(MediaPath.RESTARTING);
        return (Renegotiation.restarting(t) ? Step.to(restarting) : Renegotiation.restart(restarting, Restart.MEND))
                .after(
                        new StopTimer(CallTimer.PATH),
                        new StartTimer(CallTimer.HEAL),
                        new Note(Milestone.Kind.MEDIA_RESTARTING));
    }

    private static Step again(Talking t) {
        return Renegotiation.restarting(t)
                ? Step.ignored(t, "a new path is being negotiated")
                : Renegotiation.restart(t, Restart.MEND);
    }

    /** Registered again: the time for healing counts from when the far side can be asked. */
    static Step transportBack(Talking t) {
        var step = Renegotiation.back(t);
        return t.path() == MediaPath.RESTARTING ? step.after(new StartTimer(CallTimer.HEAL)) : step;
    }

    /** An exchange has ended and the path is still gone. */
    static Step awaited(Talking settled) {
        return settled.path() == MediaPath.RESTARTING
                ? Step.to(settled, new StartTimer(CallTimer.PATH, PATIENCE))
                : Step.to(settled);
    }

    /** No offer came about: what it needs here, a TURN server above all, may be away for a while. */
    static Step notOffered(Talking t, Want want, Instant now) {
        return t.path() == MediaPath.RESTARTING
                ? Renegotiation.later(t, want, MAKING_AGAIN, now)
                : Renegotiation.takeBack(t);
    }

    /** Whether a re-INVITE that the far side could not take just now is worth another try. */
    static boolean triesAgain(Talking t, Want want) {
        return want.iceRestart() || t.path() == MediaPath.RESTARTING;
    }

    /** A far side whose own request is never done says 491 for something else, unless that request is lost on its way. */
    static Step pending(Talking t, Want want, ReinviteRefused refused, Instant now) {
        if (want.refusals() < MOST_GLARES || t.path() == MediaPath.RESTARTING) {
            return Renegotiation.later(t, want.putOff(), refused.retryAfter(), now);
        }
        return want.iceRestart() && want.refusals() < MOST_GLARES + MOST_MORE
                ? Renegotiation.later(t, want.putOff(), LONGEST_WAIT, now)
                : tryAgain(t, want, refused, now);
    }

    /** The far side, or the way to it, is only away for a while. */
    static Step tryAgain(Talking t, Want want, ReinviteRefused refused, Instant now) {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(want.refusals(), MOST_WAITS));
        var step = waiting(t, want, refused, wait, now);
        // A second refusal: the way itself may be lost.
        return want.refusals() == 1 && triesAgain(t, want) ? step.after(new SetUpAnew(refused.code())) : step;
    }

    private static Step waiting(Talking t, Want want, ReinviteRefused refused, Duration wait, Instant now) {
        if (t.path() == MediaPath.RESTARTING) {
            return Renegotiation.later(t, want.putOff(), wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT, now);
        }
        return triesAgain(t, want) && want.refusals() < MOST_WAITS
                ? Renegotiation.later(t, want.putOff(), wait, now)
                : Renegotiation.refused(t, want, refused, now);
    }

    static Step timeIsUp(Talking t, Instant now) {
        return t.path() == MediaPath.RESTARTING
                ? EstablishedCall.hangUp(
                        t, new EndReason(EndReason.Kind.SOUND_LOST, 0, "the sound's path did not heal"), now)
                : Step.ignored(t, "the path healed");
    }
}
