package app.trunkline.sip.call;

import app.trunkline.media.MediaException;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallCommand.Answer;
import app.trunkline.sip.CallCommand.AnswerTransfer;
import app.trunkline.sip.CallCommand.HangUp;
import app.trunkline.sip.CallCommand.Mute;
import app.trunkline.sip.CallCommand.Redirect;
import app.trunkline.sip.CallCommand.Reject;
import app.trunkline.sip.CallCommand.RestartPath;
import app.trunkline.sip.CallCommand.Resume;
import app.trunkline.sip.CallCommand.SendDigits;
import app.trunkline.sip.CallCommand.Transfer;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.*;
import app.trunkline.sip.call.CallPhase.Talking;
import app.trunkline.sip.call.OfferAnswerState.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The established call: what ends it, and what of it is passed on to {@link Renegotiation}. Part of {@link
 * CallMachine}.
 */
final class EstablishedCall {
    private EstablishedCall() {}

    static Step next(Talking t, CallEvent event, Instant now) {
        return WaitingDigits.after(event, t, about(t, event, now));
    }

    private static Step about(Talking t, CallEvent event, Instant now) {
        return switch (event) {
            case Asked(HangUp _) -> hangUp(t, EndReason.of(EndReason.Kind.HUNG_UP_HERE), now);
            case HandedOver(var reason, var gone) ->
                gone
                        ? Termination.over(reason, CallMachine.talked(t, now), true)
                                .after(unanswered(t))
                        : hangUp(t, reason, now);
            case Broken broken -> hangUp(t, Termination.broken(broken), now);
            case RemoteHungUp(var causes) ->
                Termination.over(Termination.hungUpThere(causes), CallMachine.talked(t, now), true)
                        .after(unanswered(t));
            case Asked(CallCommand.Hold _) -> Renegotiation.hold(t, true);
            case Asked(Resume _) -> Renegotiation.hold(t, false);
            case Asked(RestartPath _) -> Renegotiation.restart(t);
            case Asked(Mute(var _, var on)) -> Step.to(t, new CallEffect.Mute(on));
            case Asked(Transfer(var _, var target, var inPlaceOf)) -> Step.to(t, new AskTransfer(target, inPlaceOf));
            case Asked(AnswerTransfer(var _, var accept)) -> Step.to(t, new CallEffect.AnswerTransfer(accept));
            case RefreshAsked _ -> Renegotiation.refresh(t);
            case SessionExpired _ ->
                hangUp(
                        t,
                        new EndReason(
                                EndReason.Kind.TIMEOUT, SipStatus.REQUEST_TIMEOUT, "the session was not refreshed"),
                        now);
            case TransportLost _ -> Renegotiation.lost(t);
            case TransportBack _ -> IceRestart.transportBack(t);
            case ReinviteReceived(var offer) -> Renegotiation.asked(t, new Theirs(Method.INVITE, offer), now);
            case UpdateReceived(var offer) ->
                Renegotiation.asked(t, new Theirs(Method.UPDATE, Optional.of(offer)), now);
            case ReinviteAccepted(var answer) -> Renegotiation.accepted(t, answer);
            case AcceptedLate late -> LostOffer.acceptedLate(t, late, now);
            case ReinviteRefused refused -> reinviteRefused(t, refused, now);
            case Acknowledged(var answer) -> Renegotiation.acknowledged(t, answer);
            case OfferReady(var offer) -> Renegotiation.offerReady(t, offer, now);
            case AnswerReady(var answer) -> Renegotiation.answerReady(t, answer);
            case AnswerApplied _ -> Renegotiation.answerApplied(t);
            case MediaRefused refused -> mediaRefused(t, refused, now);
            case MediaConnected _ -> IceRestart.connected(t);
            case MediaInterrupted(var forGood) -> forGood ? IceRestart.lost(t) : IceRestart.interrupted(t);
            case MediaBroke(var detail) -> IceRestart.failed(t, detail, now);
            case AudioHeard _ -> Step.to(t, new Note(Milestone.Kind.AUDIO_IN));
            case Asked(SendDigits(var _, var digits)) -> Step.to(t.withDigits(t.digits() + digits));
            case DigitReceived(var digit) -> Step.to(t, new Note(Milestone.Kind.DTMF_RECEIVED, String.valueOf(digit)));
            case TimerFired(var timer) -> timer(t, timer, now);
            case Asked(Answer _), Asked(Reject _), Asked(Redirect _) -> Step.ignored(t, "answered already");
            case Progressed _, Accepted _, Refused _ -> Step.ignored(t, "our INVITE is answered");
            case RemoteCancelled _ -> Step.ignored(t, "too late to be cancelled, the answer is on its way");
            case ByeAnswered _ -> Step.ignored(t, "we sent no BYE");
            case NotSetUpAnew(var refusal) ->
                refusal == SipStatus.NO_SUCH_CALL
                        ? Termination.over(
                                new EndReason(EndReason.Kind.FORGOTTEN_THERE, refusal, ""),
                                CallMachine.talked(t, now),
                                true)
                        : Step.ignored(t, "the way there may heal yet");
        };
    }

    private static Step timer(Talking t, CallTimer timer, Instant now) {
        return switch (timer) {
            case ACK ->
                switch (t.exchange()) {
                    case AnswerSent _, CounterOfferSent _ -> hangUpNow(t, EndReason.of(EndReason.Kind.NO_ACK), now);
                    case Settled _,
                            ApplyingFirst _,
                            MakingOffer _,
                            OfferSent _,
                            ApplyingAnswer _,
                            GlareWait _,
                            MakingAnswer _,
                            MakingCounterOffer _,
                            ConnectionLost _ -> Step.ignored(t, "no ACK is awaited");
                };
            case GLARE -> Renegotiation.again(t);
            case PATH -> IceRestart.patienceOver(t);
            case HEAL -> IceRestart.timeIsUp(t, now);
            case DIGITS -> Step.to(t);
            case NO_ANSWER_THERE, NO_ANSWER_HERE, CANCEL, AWAY, HEARD, BYE -> Step.ignored(t, "an old timer");
        };
    }

    /** BYE, which waits for an ACK that is due to us (RFC 3261 section 15). */
    static Step hangUp(Talking t, EndReason reason, Instant now) {
        return switch (t.exchange()) {
            case AnswerSent _, CounterOfferSent _ ->
                Step.to(new CallPhase.ByeWaits(reason, CallMachine.talked(t, now)), new CloseMedia());
            case Settled _,
                    ApplyingFirst _,
                    MakingOffer _,
                    OfferSent _,
                    ApplyingAnswer _,
                    GlareWait _,
                    MakingAnswer _,
                    MakingCounterOffer _,
                    ConnectionLost _ -> hangUpNow(t, reason, now);
        };
    }

    private static Step hangUpNow(Talking t, EndReason reason, Instant now) {
        return Termination.closeAndBye(reason, CallMachine.talked(t, now)).after(unanswered(t));
    }

    /** A request of theirs that still waits for its answer is answered 487 (RFC 3261 section 15.1.2). */
    private static List<CallEffect> unanswered(Talking t) {
        var effects = new ArrayList<CallEffect>();
        t.theirs().ifPresent(theirs -> effects.add(new RefuseReinvite(theirs.method(), SipStatus.REQUEST_TERMINATED)));
        if (t.exchange() instanceof MakingAnswer(var method, var _)) {
            effects.add(new RefuseReinvite(method, SipStatus.REQUEST_TERMINATED));
        } else if (t.exchange() instanceof MakingCounterOffer) {
            effects.add(new RefuseReinvite(Method.INVITE, SipStatus.REQUEST_TERMINATED));
        }
        return effects;
    }

    /** A refused re-INVITE leaves the call as it was, unless it tells that there is none (RFC 3261 section 14.1). */
    private static Step reinviteRefused(Talking t, ReinviteRefused refused, Instant now) {
        if (!(t.exchange() instanceof OfferSent(var want, var _))) {
            return Step.ignored(t, "no re-INVITE is open");
        }
        if (refused.code() == SipStatus.NOT_FOUND && t.path() == MediaPath.RESTARTING) {
            // Nobody is found by the old way (RFC 5057 section 5.1), and another may lead there.
            return Renegotiation.takeBack(t).after(new SetUpAnew(refused.code()));
        }
        return switch (refused.code()) {
            case SipStatus.NO_SUCH_CALL -> Renegotiation.forgotten(t, refused);
            case SipStatus.REQUEST_PENDING -> IceRestart.pending(t, want, refused, now);
            case SipStatus.REQUEST_TIMEOUT ->
                // Sound says that the far side is there, whatever became of the request.
                IceRestart.triesAgain(t, want) || t.path() == MediaPath.CONNECTED
                        ? IceRestart.tryAgain(t, want, refused, now)
                        : hangUpNow(
                                t,
                                new EndReason(EndReason.Kind.TIMEOUT, SipStatus.REQUEST_TIMEOUT, refused.phrase()),
                                now);
            case SipStatus.FLOW_FAILED,
                    SipStatus.NEXT_HOP_UNREACHABLE,
                    SipStatus.TEMPORARILY_UNAVAILABLE,
                    SipStatus.SERVER_INTERNAL_ERROR,
                    SipStatus.BAD_GATEWAY,
                    SipStatus.SERVICE_UNAVAILABLE,
                    SipStatus.SERVER_TIMEOUT ->
                IceRestart.triesAgain(t, want)
                        ? IceRestart.tryAgain(t, want, refused, now)
                        : Renegotiation.refused(t, want, refused, now);
            default -> Renegotiation.refused(t, want, refused, now);
        };
    }

    private static Step mediaRefused(Talking t, MediaRefused refused, Instant now) {
        return switch (t.exchange()) {
            case ApplyingFirst _, Settled _, ConnectionLost _ -> hangUp(t, Termination.media(refused), now);
            case MakingOffer(var want) -> IceRestart.notOffered(t, want, now);
            case OfferSent _, ApplyingAnswer _ -> Renegotiation.takeBack(t);
            case MakingAnswer(var method, var _) ->
                Renegotiation.takeBack(t).after(new RefuseReinvite(method, code(refused.kind())));
            case MakingCounterOffer _ ->
                Renegotiation.takeBack(t).after(new RefuseReinvite(Method.INVITE, code(refused.kind())));
            case GlareWait _, AnswerSent _, CounterOfferSent _ -> Step.ignored(t, "nothing was asked of the media");
        };
    }

    private static int code(MediaException.Kind kind) {
        return Termination.code(kind);
    }

    /** What changes of hold are told by. */
    static List<CallEffect> told(Hold before, Hold after) {
        var notes = new ArrayList<CallEffect>();
        if (before.local() != after.local()) {
            notes.add(new Note(after.local() ? Milestone.Kind.HOLD : Milestone.Kind.UNHOLD));
        }
        if (before.remote() != after.remote()) {
            notes.add(new Note(after.remote() ? Milestone.Kind.REMOTE_HOLD : Milestone.Kind.REMOTE_UNHOLD));
        }
        return notes;
    }

    /** The hold after their new description. */
    static Hold after(SessionDescription theirs, boolean weHold, Hold before) {
        return new Hold(weHold, OfferAnswer.holdsUs(theirs, weHold, before));
    }
}
