package app.trunkline.sip.call;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.OfferOptions;
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
import app.trunkline.sip.call.CallEffect.CreateAnswer;
import app.trunkline.sip.call.CallEffect.CreateOffer;
import app.trunkline.sip.call.CallEffect.Note;
import app.trunkline.sip.call.CallEffect.OpenMedia;
import app.trunkline.sip.call.CallEffect.RefuseInvite;
import app.trunkline.sip.call.CallEffect.SendAccept;
import app.trunkline.sip.call.CallEffect.StartTimer;
import app.trunkline.sip.call.CallEffect.StopTimer;
import app.trunkline.sip.call.CallEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The phases of a call that comes in, until the ACK of our 200. Part of {@link CallMachine}. */
final class IncomingCall {

    private IncomingCall() {}

    static Step ringing(CallPhase.Incoming phase, CallEvent event) {
        return switch (event) {
            case Asked(Answer _) -> answer(phase);
            case Asked(Reject(var _, var code)) -> refuse(code, Termination.declined(code), false);
            case Asked(Redirect(var _, var target)) ->
                Termination.over(Termination.forwarded(target), Duration.ZERO, false)
                        .after(new CallEffect.RedirectInvite(target));
            case Asked(HangUp _) -> refuse(SipStatus.DECLINE, Termination.declined(SipStatus.DECLINE), false);
            case RemoteCancelled(var causes) ->
                refuse(SipStatus.REQUEST_TERMINATED, Termination.cancelledThere(causes), false);
            case RemoteHungUp(var causes) ->
                refuse(SipStatus.REQUEST_TERMINATED, Termination.cancelledThere(causes), false);
            case TimerFired(var timer) ->
                timer == CallTimer.NO_ANSWER_HERE
                        ? refuse(
                                SipStatus.TEMPORARILY_UNAVAILABLE,
                                new EndReason(EndReason.Kind.NO_ANSWER_HERE, SipStatus.TEMPORARILY_UNAVAILABLE, ""),
                                false)
                        : timer == CallTimer.AWAY
                                ? refuse(
                                        SipStatus.TEMPORARILY_UNAVAILABLE,
                                        EndReason.of(EndReason.Kind.TRANSPORT_LOST),
                                        false)
                                : Step.ignored(phase, "an old timer");
            // It rings at the caller's end as before, and our answer goes out on the next connection.
            case TransportLost _ -> Step.to(phase, new StartTimer(CallTimer.AWAY));
            case TransportBack _ -> Step.to(phase, new StopTimer(CallTimer.AWAY));
            case Broken broken -> refuse(SipStatus.SERVER_INTERNAL_ERROR, Termination.broken(broken), false);
            case UpdateReceived _ -> tooEarly(phase);
            case Asked(Mute(var _, var on)) -> Step.to(phase, new CallEffect.Mute(on));
            case Asked(SendDigits _), Asked(MidCall _), HandedOver _ -> Step.ignored(phase, "not answered yet");
            case Progressed _, Accepted _, Refused _, Acknowledged _ ->
                Step.ignored(phase, "we sent no INVITE, no 200");
            case ByeAnswered _,
                    ReinviteReceived _,
                    ReinviteAccepted _,
                    AcceptedLate _,
                    ReinviteRefused _,
                    NotSetUpAnew _,
                    DigitReceived _ -> Step.ignored(phase, "no dialog is confirmed");
            case MediaTold _ -> Step.ignored(phase, "media is not open");
            case RefreshAsked _, SessionExpired _ -> Step.ignored(phase, "nothing to mend");
        };
    }

    private static Step answer(CallPhase.Incoming phase) {
        CallEffect describe = phase.offer().isPresent()
                ? new CreateAnswer(phase.offer().get(), MediaDirection.SENDRECV)
                : new CreateOffer(OfferOptions.INITIAL);
        return Step.to(
                new CallPhase.MakingAnswer(phase.offer(), MediaPath.CONNECTING),
                new StopTimer(CallTimer.NO_ANSWER_HERE),
                new StopTimer(CallTimer.AWAY),
                new OpenMedia(),
                describe);
    }

    private static Step refuse(int code, EndReason reason, boolean mediaOpen) {
        return Termination.over(reason, Duration.ZERO, mediaOpen)
                .after(new RefuseInvite(code, code == SipStatus.NOT_ACCEPTABLE_HERE ? reason.phrase() : ""));
    }

    private static Step tooEarly(CallPhase phase) {
        return Step.to(phase, new CallEffect.RefuseReinvite(OfferAnswerState.Method.UPDATE, SipStatus.REQUEST_PENDING));
    }

    static Step makingAnswer(CallPhase.MakingAnswer phase, CallEvent event, Instant now) {
        return switch (event) {
            case AnswerReady(var answer) -> accept(phase, answer, now);
            case OfferReady(var offer) -> accept(phase, offer, now);
            case MediaRefused refused -> refuse(Termination.code(refused.kind()), Termination.media(refused), true);
            case MediaBroke(var detail) ->
                refuse(SipStatus.SERVER_INTERNAL_ERROR, new EndReason(EndReason.Kind.MEDIA_FAILED, 0, detail), true);
            case Asked(HangUp _) -> refuse(SipStatus.DECLINE, Termination.declined(SipStatus.DECLINE), true);
            case Asked(Reject(var _, var code)) -> refuse(code, Termination.declined(code), true);
            case RemoteCancelled(var causes) ->
                refuse(SipStatus.REQUEST_TERMINATED, Termination.cancelledThere(causes), true);
            case RemoteHungUp(var causes) ->
                refuse(SipStatus.REQUEST_TERMINATED, Termination.cancelledThere(causes), true);
            case Broken broken -> refuse(SipStatus.SERVER_INTERNAL_ERROR, Termination.broken(broken), true);
            case UpdateReceived _ -> tooEarly(phase);
            case Asked(Answer _), Asked(Redirect _) -> Step.ignored(phase, "being answered already");
            case Asked(Mute(var _, var on)) -> Step.to(phase, new CallEffect.Mute(on));
            case Asked(SendDigits _), Asked(MidCall _), HandedOver _ -> Step.ignored(phase, "not answered yet");
            case Progressed _, Accepted _, Refused _, Acknowledged _ ->
                Step.ignored(phase, "we sent no INVITE, no 200");
            case ByeAnswered _,
                    ReinviteReceived _,
                    ReinviteAccepted _,
                    AcceptedLate _,
                    ReinviteRefused _,
                    NotSetUpAnew _,
                    DigitReceived _ -> Step.ignored(phase, "no dialog is confirmed");
            case AnswerApplied _, MediaInterrupted _ -> Step.ignored(phase, "media is only being made");
            case MediaConnected _ -> Step.to(phase.connected(), new Note(Milestone.Kind.MEDIA_CONNECTED));
            case AudioHeard _ -> Step.to(phase, new Note(Milestone.Kind.AUDIO_IN));
            case TransportLost _, TransportBack _ -> Step.ignored(phase, "the answer goes out on the next connection");
            case RefreshAsked _, SessionExpired _, TimerFired _ -> Step.ignored(phase, "nothing to mend");
        };
    }

    private static Step accept(CallPhase.MakingAnswer phase, SessionDescription description, Instant now) {
        return Step.to(
                new CallPhase.AwaitingAck(now, phase.offer(), phase.path()),
                new SendAccept(description),
                new Note(Milestone.Kind.ACCEPTED),
                new StartTimer(CallTimer.ACK));
    }

    static Step awaitingAck(CallPhase.AwaitingAck phase, CallEvent event, Instant now) {
        return switch (event) {
            case Acknowledged(var answer) -> confirmed(phase, answer, now);
            case Asked(HangUp _) -> byeWaits(EndReason.of(EndReason.Kind.HUNG_UP_HERE), phase, now);
            case MediaBroke(var detail) -> byeWaits(new EndReason(EndReason.Kind.MEDIA_FAILED, 0, detail), phase, now);
            case MediaRefused refused -> byeWaits(Termination.media(refused), phase, now);
            case Broken broken -> byeWaits(Termination.broken(broken), phase, now);
            case TimerFired(var timer) -> timer(phase, timer, now);
            case RemoteHungUp(var causes) ->
                Termination.over(Termination.hungUpThere(causes), talked(phase, now), true);
            // Our 200 goes out again on the next connection.
            case TransportLost _ -> Step.to(phase, new StopTimer(CallTimer.HEARD));
            case TransportBack _ -> heard(phase.sentAgain()).after(new StartTimer(CallTimer.ACK));
            case MediaConnected _ -> heard(phase.connected()).after(new Note(Milestone.Kind.MEDIA_CONNECTED));
            case AudioHeard _ -> Step.to(phase, new Note(Milestone.Kind.AUDIO_IN));
            case Asked(SendDigits(var _, var digits)) -> Step.to(phase, new CallEffect.SendDigits(digits));
            case DigitReceived(var digit) ->
                Step.to(phase, new Note(Milestone.Kind.DTMF_RECEIVED, String.valueOf(digit)));
            case ReinviteReceived _ ->
                Step.to(
                        phase,
                        new CallEffect.RefuseReinvite(OfferAnswerState.Method.INVITE, SipStatus.SERVER_INTERNAL_ERROR));
            case UpdateReceived _ ->
                Step.to(
                        phase,
                        new CallEffect.RefuseReinvite(OfferAnswerState.Method.UPDATE, SipStatus.SERVER_INTERNAL_ERROR));
            case RemoteCancelled _ -> Step.ignored(phase, "CANCEL came after our 200");
            case Asked(Answer _), Asked(Reject _), Asked(Redirect _) -> Step.ignored(phase, "answered already");
            case HandedOver(var reason, var _) -> byeWaits(reason, phase, now);
            case Asked(Mute(var _, var on)) -> Step.to(phase, new CallEffect.Mute(on));
            case Asked(MidCall _) -> Step.ignored(phase, "not confirmed yet");
            case Progressed _, Accepted _, Refused _ -> Step.ignored(phase, "we sent no INVITE");
            case ByeAnswered _, ReinviteAccepted _, AcceptedLate _, ReinviteRefused _, NotSetUpAnew _ ->
                Step.ignored(phase, "we sent no request");
            case OfferReady _, AnswerReady _, AnswerApplied _, MediaInterrupted _ ->
                Step.ignored(phase, "the description is out");
            case RefreshAsked _, SessionExpired _ -> Step.ignored(phase, "nothing to mend");
        };
    }

    private static Step timer(CallPhase.AwaitingAck phase, CallTimer timer, Instant now) {
        return switch (timer) {
            case ACK -> Termination.closeAndBye(EndReason.of(EndReason.Kind.NO_ACK), talked(phase, now));
            case HEARD -> Step.to(phase, new CallEffect.TakeAck());
            case NO_ANSWER_THERE, NO_ANSWER_HERE, CANCEL, AWAY, BYE, GLARE, DIGITS, PATH, HEAL ->
                Step.ignored(phase, "an old timer");
        };
    }

    /**
     * Sound on the path that our 200 described proves it heard, as an ACK would. The ACK itself goes to where the first 200
     * came from, which may be a connection that is gone, however often the 200 is sent again.
     */
    private static Step heard(CallPhase.AwaitingAck phase) {
        return phase.again()
                        && phase.path() == MediaPath.CONNECTED
                        && phase.offer().isPresent()
                ? Step.to(phase, new StartTimer(CallTimer.HEARD))
                : Step.to(phase);
    }

    private static Duration talked(CallPhase.AwaitingAck phase, Instant now) {
        return Duration.between(phase.since(), now);
    }

    private static Step byeWaits(EndReason reason, CallPhase.AwaitingAck phase, Instant now) {
        return Step.to(new CallPhase.ByeWaits(reason, talked(phase, now)), new CloseMedia());
    }

    private static Step confirmed(CallPhase.AwaitingAck phase, Optional<SessionDescription> answer, Instant now) {
        var head = new CallEffect[] {
            new StopTimer(CallTimer.ACK), new StopTimer(CallTimer.HEARD), new Note(Milestone.Kind.CONFIRMED)
        };
        var theirs = phase.offer().or(() -> answer.filter(OfferAnswer::hasAudio));
        if (theirs.isEmpty()) {
            var reason =
                    new EndReason(EndReason.Kind.INCOMPATIBLE, SipStatus.NOT_ACCEPTABLE_HERE, "ACK without an answer");
            return Termination.closeAndBye(reason, talked(phase, now)).after(head);
        }
        var hold = new Hold(false, OfferAnswer.holdsUs(theirs.get(), false, Hold.NONE));
        var held = hold.remote() ? new CallEffect[] {new Note(Milestone.Kind.REMOTE_HOLD)} : new CallEffect[0];
        var exchange =
                phase.offer().isPresent() ? new OfferAnswerState.Settled() : new OfferAnswerState.ApplyingFirst();
        var talk = new CallPhase.Talking(phase.since(), hold, phase.path(), exchange);
        // What the far side sends would still go to the old connection.
        var talking = phase.again() && phase.path() == MediaPath.CONNECTED
                ? IceRestart.transportBack(talk).after(held)
                : Step.to(talk, held);
        return (phase.offer().isPresent() ? talking : talking.after(new ApplyAnswer(theirs.get()))).after(head);
    }
}
