package app.trunkline.sip.call;

import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.call.CallEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a call does about each event (RFC 3261 sections 9, 13, 14 and 15): a pure function from phase and event to the
 * next phase and the effects on the way. Everything pending is in the phase; nothing is remembered beside it.
 */
final class CallMachine {
    private CallMachine() {}

    /** A call we place. */
    static Step outgoing() {
        return Step.to(
                new CallPhase.Preparing(),
                new CallEffect.OpenMedia(),
                new CallEffect.CreateOffer(OfferOptions.INITIAL));
    }

    /** A call that comes in, with sound in its offer or without an offer; it rings for {@code patience}. */
    static Step incoming(Optional<SessionDescription> offer, Duration patience, Instant now) {
        return Step.to(
                new CallPhase.Incoming(now, offer),
                new CallEffect.SendRinging(),
                new CallEffect.Note(Milestone.Kind.INCOMING),
                new CallEffect.StartTimer(CallTimer.NO_ANSWER_HERE, patience));
    }

    /** A call that another process had: it waits for the connection, as one that has lost it does. */
    static Step resumed(Instant since, Hold hold) {
        return Step.to(
                new CallPhase.Talking(
                        since, hold, MediaPath.RESTARTING, new OfferAnswerState.ConnectionLost(Optional.empty())),
                new CallEffect.StartTimer(CallTimer.HEAL));
    }

    /** A call that the policy turns away before it rings. */
    static Step unwelcome(CallEffect.Signal answer, EndReason reason) {
        return Termination.over(reason, Duration.ZERO, false)
                .after(new CallEffect.Note(Milestone.Kind.INCOMING), answer);
    }

    static Step next(CallPhase phase, CallEvent event, Instant now) {
        return switch (phase) {
            case CallPhase.Preparing p -> OutgoingCall.preparing(p, event);
            case CallPhase.Calling p -> OutgoingCall.alerting(p, Optional.empty(), event, now);
            case CallPhase.Trying p -> OutgoingCall.alerting(p, Optional.empty(), event, now);
            case CallPhase.Ringing p -> OutgoingCall.alerting(p, p.early(), event, now);
            case CallPhase.Unheard p -> LostInvite.next(p, event, now);
            case CallPhase.CancelWaits p -> OutgoingCall.cancelling(p, p.reason(), event);
            case CallPhase.Cancelling p -> OutgoingCall.cancelling(p, p.reason(), event);
            case CallPhase.Incoming p -> IncomingCall.ringing(p, event);
            case CallPhase.MakingAnswer p -> IncomingCall.makingAnswer(p, event, now);
            case CallPhase.AwaitingAck p -> IncomingCall.awaitingAck(p, event, now);
            case CallPhase.Talking p -> EstablishedCall.next(p, event, now);
            case CallPhase.ByeWaits p -> byeWaits(p, event);
            case CallPhase.HangingUp p -> hangingUp(p, event);
            case CallPhase.Over p -> over(p, event);
        };
    }

    private static Step byeWaits(CallPhase.ByeWaits phase, CallEvent event) {
        return switch (event) {
            case Acknowledged _ -> Termination.bye(phase.reason(), phase.talked());
            case TimerFired(var timer) ->
                timer == CallTimer.ACK
                        ? Termination.bye(phase.reason(), phase.talked())
                        : Step.ignored(phase, "an old timer");
            case RemoteHungUp _ -> Termination.over(phase.reason(), phase.talked(), false);
            case Broken broken -> Termination.over(Termination.broken(broken), phase.talked(), false);
            case ReinviteReceived _ -> refuse(phase, OfferAnswerState.Method.INVITE);
            case UpdateReceived _ -> refuse(phase, OfferAnswerState.Method.UPDATE);
            case UserEvent _ -> Step.ignored(phase, "being hung up");
            case Progressed _, Accepted _, Refused _, RemoteCancelled _ -> Step.ignored(phase, "our 200 is out");
            case TransportLost _ -> Step.ignored(phase, "our 200 goes out again on the next connection");
            case ByeAnswered _,
                    ReinviteAccepted _,
                    AcceptedLate _,
                    ReinviteRefused _,
                    NotSetUpAnew _,
                    DigitReceived _ -> Step.ignored(phase, "being hung up");
            case MediaTold _ -> Step.ignored(phase, "media is closed");
            case TransportBack _, RefreshAsked _, SessionExpired _ -> Step.ignored(phase, "nothing to mend");
        };
    }

    private static Step hangingUp(CallPhase.HangingUp phase, CallEvent event) {
        return switch (event) {
            case ByeAnswered _, RemoteHungUp _, TransportLost _ ->
                Termination.over(phase.reason(), phase.talked(), false);
            case TimerFired(var timer) ->
                timer == CallTimer.BYE
                        ? Termination.over(phase.reason(), phase.talked(), false)
                        : Step.ignored(phase, "an old timer");
            case Broken broken -> Termination.over(Termination.broken(broken), phase.talked(), false);
            // Hung up while the connection was away: now it can be told.
            case TransportBack _ -> Step.to(phase, new CallEffect.SendBye(phase.reason()));
            case Accepted _, ReinviteAccepted _ -> Step.to(phase, new CallEffect.SendAck());
            case ReinviteReceived _ -> refuse(phase, OfferAnswerState.Method.INVITE);
            case UpdateReceived _ -> refuse(phase, OfferAnswerState.Method.UPDATE);
            case UserEvent _ -> Step.ignored(phase, "being hung up");
            case Progressed _, Refused _, Acknowledged _, RemoteCancelled _ -> Step.ignored(phase, "BYE is sent");
            case AcceptedLate _, ReinviteRefused _, NotSetUpAnew _, DigitReceived _ ->
                Step.ignored(phase, "BYE is sent");
            case MediaTold _ -> Step.ignored(phase, "media is closed");
            case RefreshAsked _, SessionExpired _ -> Step.ignored(phase, "nothing to mend");
        };
    }

    /** 481: the call they speak of is as good as gone. */
    private static Step refuse(CallPhase phase, OfferAnswerState.Method method) {
        return Step.to(phase, new CallEffect.RefuseReinvite(method, SipStatus.NO_SUCH_CALL));
    }

    private static Step over(CallPhase.Over phase, CallEvent event) {
        return switch (event) {
            // The 200 to an INVITE given up long ago: nobody may be left talking to nobody.
            case Accepted _ -> Step.to(phase, new CallEffect.SendAck(), new CallEffect.SendBye(phase.reason()));
            case ReinviteReceived _ -> refuse(phase, OfferAnswerState.Method.INVITE);
            case UpdateReceived _ -> refuse(phase, OfferAnswerState.Method.UPDATE);
            case UserEvent _ -> Step.ignored(phase, "the call is over");
            case Progressed _, Refused _, Acknowledged _, RemoteCancelled _ -> Step.ignored(phase, "the call is over");
            case RemoteHungUp _,
                    ByeAnswered _,
                    ReinviteAccepted _,
                    AcceptedLate _,
                    ReinviteRefused _,
                    NotSetUpAnew _,
                    DigitReceived _ -> Step.ignored(phase, "the call is over");
            case MediaTold _, Circumstance _ -> Step.ignored(phase, "the call is over");
        };
    }

    /** Talk time so far. */
    static Duration talked(CallPhase.Talking talking, Instant now) {
        return Duration.between(talking.since(), now);
    }
}
