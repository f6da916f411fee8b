package app.trunkline.sip.call;

import app.trunkline.media.OfferOptions;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.*;
import app.trunkline.sip.call.CallPhase.Unheard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An INVITE of ours whose connection is gone. Part of {@link CallMachine}.
 *
 * <p>Its transaction lives on: an answer that the server brings on the next connection is taken. But few servers do. A
 * response goes to where its request came from (RFC 3261 section 18.2.2), nobody can open a connection to a WebSocket client
 * in place of that (RFC 7118 section 5), and RFC 5626 section 5.3 routes requests over another flow, not responses. So
 * where the next connection is registered and brought nothing, the INVITE is cancelled over it and the call dialled again.
 */
final class LostInvite {
    private LostInvite() {}

    static Step next(Unheard lost, CallEvent event, Instant now) {
        return switch (event) {
            case TransportBack _ -> dialAgain();
            case TransportLost _ -> Step.ignored(lost, "lost already");
            case Progressed _, Accepted _, Refused _ ->
                CallMachine.next(lost.before(), event, now).after(new StopTimer(CallTimer.AWAY));
            case TimerFired(var timer) ->
                timer == CallTimer.AWAY
                        ? end(OutgoingCall.LOST, List.of(new CloseMedia()))
                        : still(lost, CallMachine.next(lost.before(), event, now));
            case Acknowledged _,
                    RemoteCancelled _,
                    UserEvent _,
                    DialogEvent _,
                    MediaTold _,
                    RefreshAsked _,
                    SessionExpired _,
                    Broken _ -> still(lost, CallMachine.next(lost.before(), event, now));
        };
    }

    /** With sound of its own: the old one may have an answer, and an address that is no longer ours. */
    private static Step dialAgain() {
        return Step.to(
                new CallPhase.Preparing(),
                new StopTimer(CallTimer.AWAY),
                new StopTimer(CallTimer.NO_ANSWER_THERE),
                new Note(Milestone.Kind.DIALLED_AGAIN),
                new AbandonInvite(),
                new CloseMedia(),
                new OpenMedia(),
                new CreateOffer(OfferOptions.INITIAL));
    }

    /** What would be done with a connection, without one. */
    private static Step still(Unheard lost, Step step) {
        return switch (step.next()) {
            case CallPhase.Calling _, CallPhase.Trying _, CallPhase.Ringing _ ->
                new Step(new Unheard(step.next()), step.effects(), step.ignored());
            case CallPhase.CancelWaits(var reason) -> end(reason, step.effects());
            case CallPhase.Cancelling(var reason) -> end(reason, step.effects());
            case CallPhase.Preparing _,
                    CallPhase.Unheard _,
                    CallPhase.Incoming _,
                    CallPhase.MakingAnswer _,
                    CallPhase.AwaitingAck _,
                    CallPhase.Talking _,
                    CallPhase.ByeWaits _,
                    CallPhase.HangingUp _,
                    CallPhase.Over _ -> step;
        };
    }

    /** Nobody waits here; the far side is told by the next connection. */
    private static Step end(EndReason reason, List<CallEffect> effects) {
        return Termination.over(reason, Duration.ZERO, false)
                .after(new SendCancel())
                .after(effects.stream()
                        .filter(effect -> !(effect instanceof SendCancel))
                        .toList());
    }
}
