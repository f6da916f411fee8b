package app.trunkline.sip.call;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand.Answer;
import app.trunkline.sip.CallCommand.HangUp;
import app.trunkline.sip.CallCommand.MidCall;
import app.trunkline.sip.CallCommand.Mute;
import app.trunkline.sip.CallCommand.Redirect;
import app.trunkline.sip.CallCommand.Reject;
import app.trunkline.sip.CallCommand.SendDigits;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.call.CallEffect.ApplyAnswer;
import app.trunkline.sip.call.CallEffect.CloseMedia;
import app.trunkline.sip.call.CallEffect.Note;
import app.trunkline.sip.call.CallEffect.SendAck;
import app.trunkline.sip.call.CallEffect.SendCancel;
import app.trunkline.sip.call.CallEffect.SendInvite;
import app.trunkline.sip.call.CallEffect.StartTimer;
import app.trunkline.sip.call.CallEffect.StopTimer;
import app.trunkline.sip.call.CallEvent.*;
import app.trunkline.sip.call.CallPhase.Early;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** The phases of a call we place, until it is answered or given up. Part of {@link CallMachine}. */
final class OutgoingCall {
    private static final EndReason CANCELLED = EndReason.of(EndReason.Kind.CANCELLED_HERE);
    static final EndReason LOST = EndReason.of(EndReason.Kind.TRANSPORT_LOST);

    private OutgoingCall() {}

    static Step preparing(CallPhase.Preparing phase, CallEvent event) {
        return switch (event) {
            case OfferReady(var offer) ->
                Step.to(
                        new CallPhase.Calling(),
                        new SendInvite(offer),
                        new Note(Milestone.Kind.INVITE_SENT),
                        new StartTimer(CallTimer.NO_ANSWER_THERE));
            case MediaRefused refused -> unsent(Termination.media(refused));
            case MediaBroke(var detail) -> unsent(new EndReason(EndReason.Kind.MEDIA_FAILED, 0, detail));
            case Asked(HangUp _) -> unsent(CANCELLED);
            case Asked(Mute(var _, var on)) -> Step.to(phase, new CallEffect.Mute(on));
            case TransportLost _ -> unsent(LOST);
            case Broken broken -> unsent(Termination.broken(broken));
            case Asked(Answer _),
                    Asked(Reject _),
                    Asked(Redirect _),
                    Asked(SendDigits _),
                    Asked(MidCall _),
                    HandedOver _ -> Step.ignored(phase, "not called yet");
            case SetUpEvent _, DialogEvent _ -> Step.ignored(phase, "nothing was sent yet");
            case AnswerReady _, AnswerApplied _, MediaConnected _, MediaInterrupted _, AudioHeard _ ->
                Step.ignored(phase, "media has no answer yet");
            case TransportBack _, RefreshAsked _, SessionExpired _, TimerFired _ ->
                Step.ignored(phase, "nothing to mend yet");
        };
    }

    private static Step unsent(EndReason reason) {
        return Termination.over(reason, Duration.ZERO, true);
    }

    /** Calling, Trying and Ringing: INVITE is out, no final response. */
    static Step alerting(CallPhase phase, Optional<Early> early, CallEvent event, Instant now) {
        return switch (event) {
            case Progressed progressed -> progressed(phase, early, progressed);
            case Accepted(var tag, var answer) -> accepted(phase, early, tag, answer, now);
            case Refused(var code, var phrase, var causes) ->
                Termination.over(Termination.refused(code, phrase, causes), Duration.ZERO, true);
            case Asked(HangUp _) -> giveUp(phase, CANCELLED);
            case Asked(Mute(var _, var on)) -> Step.to(phase, new CallEffect.Mute(on));
            case HandedOver(var reason, var _) -> giveUp(phase, reason);
            case Broken broken -> giveUp(phase, Termination.broken(broken));
            case TimerFired(var timer) ->
                timer == CallTimer.NO_ANSWER_THERE
                        ? giveUp(phase, EndReason.of(EndReason.Kind.NO_ANSWER))
                        : Step.ignored(phase, "an old timer");
            case TransportLost _ -> Step.to(new CallPhase.Unheard(phase), new StartTimer(CallTimer.AWAY));
            case MediaBroke(var detail) -> giveUp(phase, new EndReason(EndReason.Kind.MEDIA_FAILED, 0, detail));
            // An early answer that is of no use: the one in the 200 counts.
            case MediaRefused refused -> mediaRefused(phase, early, refused);
            case MediaConnected _ ->
                Step.to(
                        phase instanceof CallPhase.Ringing ringing ? ringing.connected() : phase,
                        new Note(Milestone.Kind.MEDIA_CONNECTED));
            case AudioHeard _ -> Step.to(phase, new Note(Milestone.Kind.AUDIO_IN));
            case Asked(SendDigits(var _, var digits)) ->
                early.isPresent()
                        ? Step.to(phase, new CallEffect.SendDigits(digits))
                        : Step.ignored(phase, "nobody hears digits yet");
            case AnswerApplied _ -> Step.ignored(phase, "early media is set");
            case MediaInterrupted _ -> Step.ignored(phase, "the 200 may bring another path");
            case Asked(Answer _), Asked(Reject _), Asked(Redirect _), Asked(MidCall _) ->
                Step.ignored(phase, "not answered yet");
            case Acknowledged _, RemoteCancelled _ -> Step.ignored(phase, "not their INVITE");
            case UpdateReceived(var offer) -> updated(phase, early, offer);
            case AnswerReady(var answer) -> updateAnswered(phase, answer);
            case RemoteHungUp(var causes) -> Termination.over(Termination.hungUpThere(causes), Duration.ZERO, true);
            case ByeAnswered _,
                    ReinviteReceived _,
                    ReinviteAccepted _,
                    AcceptedLate _,
                    ReinviteRefused _,
                    NotSetUpAnew _,
                    DigitReceived _ -> Step.ignored(phase, "no dialog is confirmed");
            case OfferReady _ -> Step.ignored(phase, "the offer is out");
            case TransportBack _, RefreshAsked _, SessionExpired _ -> Step.ignored(phase, "nothing to mend");
        };
    }

    /** An early answer that is of no use (the one in the 200 counts), or an early UPDATE that cannot be served. */
    private static Step mediaRefused(CallPhase phase, Optional<Early> early, MediaRefused refused) {
        if (isUpdating(phase)) {
            return Step.to(
                    ringing(phase, early, Optional.empty()),
                    new CallEffect.RefuseReinvite(OfferAnswerState.Method.UPDATE, Termination.code(refused.kind())));
        }
        return early.isPresent()
                ? Step.to(ringing(phase, Optional.empty(), Optional.empty()))
                : Step.ignored(phase, "no answer was being set");
    }

    private static CallPhase.Ringing ringing(
            CallPhase phase, Optional<Early> early, Optional<SessionDescription> updating) {
        return phase instanceof CallPhase.Ringing before
                ? before.with(early, updating)
                : new CallPhase.Ringing(early, updating, MediaPath.CONNECTING);
    }

    private static boolean isUpdating(CallPhase phase) {
        return phase instanceof CallPhase.Ringing ringing && ringing.updating().isPresent();
    }

    /** A new offer in an early dialog: only once ours is answered for good (RFC 3311 section 5.2). */
    private static Step updated(CallPhase phase, Optional<Early> early, SessionDescription offer) {
        if (early.filter(Early::reliable).isEmpty()) {
            return refuseUpdate(phase, SipStatus.REQUEST_PENDING);
        }
        if (isUpdating(phase)) {
            return refuseUpdate(phase, SipStatus.SERVER_INTERNAL_ERROR);
        }
        return OfferAnswer.hasAudio(offer)
                ? Step.to(
                        ringing(phase, early, Optional.of(offer)),
                        new CallEffect.CreateAnswer(offer, MediaDirection.SENDRECV))
                : refuseUpdate(phase, SipStatus.NOT_ACCEPTABLE_HERE);
    }

    private static Step refuseUpdate(CallPhase phase, int code) {
        return Step.to(phase, new CallEffect.RefuseReinvite(OfferAnswerState.Method.UPDATE, code));
    }

    private static Step updateAnswered(CallPhase phase, SessionDescription answer) {
        return phase instanceof CallPhase.Ringing ringing && ringing.updating().isPresent()
                ? Step.to(
                        ringing.with(
                                ringing.early()
                                        .map(e -> new Early(
                                                e.tag(), ringing.updating().get(), true)),
                                Optional.empty()),
                        new CallEffect.AcceptReinvite(OfferAnswerState.Method.UPDATE, answer))
                : Step.ignored(phase, "the offer is out");
    }

    private static Step progressed(CallPhase phase, Optional<Early> early, Progressed progressed) {
        var code = progressed.code();
        if (code == 100) {
            return phase instanceof CallPhase.Calling
                    ? Step.to(new CallPhase.Trying())
                    : Step.ignored(phase, "100 again");
        }
        var effects = new ArrayList<CallEffect>();
        effects.add(new Note(Milestone.Kind.PROGRESS, Integer.toString(code)));
        if (code == 199) { // One fork failed (RFC 6228); the others go on.
            return Step.to(phase instanceof CallPhase.Calling ? new CallPhase.Trying() : phase)
                    .after(effects);
        }
        var next = progressed
                .answer()
                .filter(OfferAnswer::hasAudio)
                .map(answer -> new Early(progressed.tag(), answer, progressed.reliable()))
                .filter(anew -> early.filter(Early::reliable)
                        .filter(e -> e.tag().equals(anew.tag()))
                        .isEmpty())
                .or(() -> early);
        var applied = early.map(Early::description);
        var wanted = next.map(Early::description);
        if (wanted.isPresent() && !wanted.equals(applied)) {
            effects.add(new ApplyAnswer(wanted.get()));
            if (early.isEmpty()) {
                effects.add(new Note(Milestone.Kind.EARLY_MEDIA));
            }
        }
        var updating =
                phase instanceof CallPhase.Ringing before ? before.updating() : Optional.<SessionDescription>empty();
        return Step.to(ringing(phase, next, updating)).after(effects);
    }

    /** 2xx: ACK at once, whatever is in it. */
    private static Step accepted(
            CallPhase phase, Optional<Early> early, String tag, Optional<SessionDescription> answer, Instant now) {
        var head = new CallEffect[] {
            new SendAck(),
            new StopTimer(CallTimer.NO_ANSWER_THERE),
            new Note(Milestone.Kind.ACCEPTED),
            new Note(Milestone.Kind.CONFIRMED)
        };
        // The answer of a reliable response stands, whatever the 200 repeats (RFC 6337 section 3.1.1); a 200 may leave
        // out
        // what its own early dialog said before (RFC 3261 section 13.2.1).
        var said = early.filter(e -> e.tag().equals(tag));
        var description = said.filter(Early::reliable)
                .map(Early::description)
                .or(() -> answer)
                .or(() -> said.map(Early::description));
        if (description.filter(OfferAnswer::hasAudio).isEmpty()) {
            var reason = new EndReason(EndReason.Kind.INCOMPATIBLE, 0, "answered without sound");
            return Termination.closeAndBye(reason, Duration.ZERO).after(head);
        }
        var hold = new Hold(false, OfferAnswer.holdsUs(description.get(), false, Hold.NONE));
        var held = hold.remote() ? new CallEffect[] {new Note(Milestone.Kind.REMOTE_HOLD)} : new CallEffect[0];
        var applied = early.map(Early::description).equals(description);
        return talking(phase, hold, applied ? Optional.empty() : description, now, held)
                .after(head);
    }

    private static Step talking(
            CallPhase phase, Hold hold, Optional<SessionDescription> toApply, Instant now, CallEffect... held) {
        var path = phase instanceof CallPhase.Ringing ringing ? ringing.path() : MediaPath.CONNECTING;
        if (phase instanceof CallPhase.Ringing ringing && ringing.updating().isPresent()) {
            var after = EstablishedCall.after(ringing.updating().get(), false, hold);
            var updating = new OfferAnswerState.MakingAnswer(OfferAnswerState.Method.UPDATE, after);
            return Step.to(new CallPhase.Talking(now, hold, path, updating), held);
        }
        var exchange = toApply.isPresent() ? new OfferAnswerState.ApplyingFirst() : new OfferAnswerState.Settled();
        var talking = Step.to(new CallPhase.Talking(now, hold, path, exchange), held);
        return toApply.map(answer -> talking.after(new ApplyAnswer(answer))).orElse(talking);
    }

    /** CANCEL, or the resolve to send it as soon as RFC 3261 section 9.1 lets us. */
    private static Step giveUp(CallPhase phase, EndReason reason) {
        var quiet = new ArrayList<CallEffect>();
        quiet.add(new CloseMedia());
        quiet.add(new StopTimer(CallTimer.NO_ANSWER_THERE));
        if (isUpdating(phase)) {
            quiet.add(new CallEffect.RefuseReinvite(OfferAnswerState.Method.UPDATE, SipStatus.REQUEST_TERMINATED));
        }
        return phase instanceof CallPhase.Calling
                ? Step.to(new CallPhase.CancelWaits(reason), new StartTimer(CallTimer.CANCEL))
                        .after(quiet)
                : cancel(reason).after(quiet);
    }

    private static Step cancel(EndReason reason) {
        return Step.to(new CallPhase.Cancelling(reason), new SendCancel(), new StartTimer(CallTimer.CANCEL));
    }

    /** CancelWaits and Cancelling: media is closed, only the INVITE has to be brought to an end. */
    static Step cancelling(CallPhase phase, EndReason reason, CallEvent event) {
        return switch (event) {
            case Progressed _ ->
                phase instanceof CallPhase.CancelWaits ? cancel(reason) : Step.ignored(phase, "CANCEL is on its way");
            // The 200 crossed our CANCEL: there is a call now, and it has to be ended as one.
            case Accepted _ -> Termination.bye(reason, Duration.ZERO).after(new SendAck());
            case Refused(var code, var phrase, var _) ->
                Termination.over(new EndReason(reason.kind(), code, phrase), Duration.ZERO, false);
            case TimerFired(var timer) ->
                timer == CallTimer.CANCEL
                        ? Termination.over(reason, Duration.ZERO, false)
                        : Step.ignored(phase, "an old timer");
            case RemoteHungUp _ -> Termination.over(reason, Duration.ZERO, false);
            // It goes out, perhaps once more, on the next connection.
            case TransportLost _ ->
                Termination.over(reason, Duration.ZERO, false).after(new SendCancel());
            case Broken broken -> Termination.over(Termination.broken(broken), Duration.ZERO, false);
            case UpdateReceived _ -> refuseUpdate(phase, SipStatus.REQUEST_PENDING);
            case Asked(HangUp _) -> Step.ignored(phase, "being cancelled already");
            case Asked(Answer _),
                    Asked(Reject _),
                    Asked(Redirect _),
                    Asked(Mute _),
                    Asked(SendDigits _),
                    Asked(MidCall _),
                    HandedOver _ -> Step.ignored(phase, "being cancelled");
            case Acknowledged _, RemoteCancelled _ -> Step.ignored(phase, "not their INVITE");
            case ByeAnswered _,
                    ReinviteReceived _,
                    ReinviteAccepted _,
                    AcceptedLate _,
                    ReinviteRefused _,
                    NotSetUpAnew _,
                    DigitReceived _ -> Step.ignored(phase, "no dialog is confirmed");
            case MediaTold _ -> Step.ignored(phase, "media is closed");
            case TransportBack _, RefreshAsked _, SessionExpired _ -> Step.ignored(phase, "nothing to mend");
        };
    }
}
