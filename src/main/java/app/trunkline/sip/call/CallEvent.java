package app.trunkline.sip.call;

import app.trunkline.media.MediaException;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.wire.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happened to a call, in the past tense, grouped by who told. */
sealed interface CallEvent {
    /** The user, or the policy in the user's name. */
    sealed interface UserEvent extends CallEvent {}

    /** What was asked for, as it was asked. */
    record Asked(CallCommand command) implements UserEvent {}

    /**
     * The call has gone over into another.
     *
     * @param gone the far side hung up already
     */
    record HandedOver(EndReason reason, boolean gone) implements UserEvent {}

    /** The far side, about the INVITE that sets the call up. */
    sealed interface SetUpEvent extends CallEvent {}

    /**
     * 1xx to our INVITE; {@code tag} names the early dialog, empty in a 100.
     *
     * @param reliable its answer is the answer (RFC 3262 section 5), whatever the 2xx repeats
     */
    record Progressed(int code, String tag, Optional<SessionDescription> answer, boolean reliable)
            implements SetUpEvent {
        Progressed(int code, String tag, Optional<SessionDescription> answer) {
            this(code, tag, answer, false);
        }
    }

    /** First 2xx to our INVITE. Those of other forks are the leg's to clear. */
    record Accepted(String tag, Optional<SessionDescription> answer) implements SetUpEvent {}

    /** 3xx to 6xx to our INVITE; 408 also stands for timer B. */
    record Refused(int code, String phrase, List<Cause> causes) implements SetUpEvent {
        public Refused {
            causes = List.copyOf(causes);
        }
    }

    /** ACK to our 200, of the first INVITE or of a re-INVITE. */
    record Acknowledged(Optional<SessionDescription> answer) implements SetUpEvent {}

    /** CANCEL came; its own 200 is sent. */
    record RemoteCancelled(List<Cause> causes) implements SetUpEvent {
        public RemoteCancelled {
            causes = List.copyOf(causes);
        }
    }

    /** The far side, inside the dialog. */
    sealed interface DialogEvent extends CallEvent {}

    /** BYE came; its 200 is sent. */
    record RemoteHungUp(List<Cause> causes) implements DialogEvent {
        public RemoteHungUp {
            causes = List.copyOf(causes);
        }
    }

    /** Any final response to our BYE, or none in time. */
    record ByeAnswered() implements DialogEvent {}

    record ReinviteReceived(Optional<SessionDescription> offer) implements DialogEvent {}

    /** UPDATE with an offer (RFC 3311); one without is answered by the leg. */
    record UpdateReceived(SessionDescription offer) implements DialogEvent {}

    record ReinviteAccepted(Optional<SessionDescription> answer) implements DialogEvent {}

    /**
     * @param retryAfter how long to wait should it be a 491, drawn by RFC 3261 section 14.1
     * @param asked how long the far side asks to wait (RFC 3261 section 20.33)
     */
    record ReinviteRefused(int code, String phrase, Duration retryAfter, Optional<Duration> asked)
            implements DialogEvent {
        ReinviteRefused(int code, String phrase, Duration retryAfter) {
            this(code, phrase, retryAfter, Optional.empty());
        }
    }

    /**
     * A re-INVITE that we had given up is accepted after all; its ACK is sent.
     *
     * @param retryAfter how long to wait until what holds is negotiated anew, drawn by RFC 3261 section 14.1
     */
    record AcceptedLate(Duration retryAfter) implements DialogEvent {}

    /** The far side could not be reached by another INVITE either; {@code refusal} is what our re-INVITE had met. */
    record NotSetUpAnew(int refusal) implements DialogEvent {}

    /** A digit came in an INFO. */
    record DigitReceived(char digit) implements DialogEvent {}

    /** The media session. */
    sealed interface MediaTold extends CallEvent {}

    record OfferReady(SessionDescription offer) implements MediaTold {}

    record AnswerReady(SessionDescription answer) implements MediaTold {}

    record AnswerApplied() implements MediaTold {}

    /** An offer or answer could not be made or set. */
    record MediaRefused(MediaException.Kind kind, String detail) implements MediaTold {}

    record MediaConnected() implements MediaTold {}

    record MediaInterrupted(boolean forGood) implements MediaTold {}

    record MediaBroke(String detail) implements MediaTold {}

    record AudioHeard() implements MediaTold {}

    /** Connection, clock and the program itself. */
    sealed interface Circumstance extends CallEvent {}

    record TransportLost() implements Circumstance {}

    /** Connected and registered again. */
    record TransportBack() implements Circumstance {}

    /** The session timer wants a re-INVITE that changes nothing (RFC 4028 section 7.4). */
    record RefreshAsked() implements Circumstance {}

    /** The session was not refreshed in time, or the far side knows of none (RFC 4028 section 10). */
    record SessionExpired() implements Circumstance {}

    record TimerFired(CallTimer timer) implements Circumstance {}

    /** A defect of the program showed itself while it worked for this call. */
    record Broken(String detail) implements Circumstance {}
}
