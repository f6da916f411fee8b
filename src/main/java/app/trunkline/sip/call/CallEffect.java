package app.trunkline.sip.call;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.RemoteDialog;
import app.trunkline.sip.SipAddress;
import java.time.Duration;
import java.util.Optional;

/** What the shell is to do, in the imperative. Effects are carried out in order. */
sealed interface CallEffect {
    /** Signalling. */
    sealed interface Signal extends CallEffect {}

    record SendInvite(SessionDescription offer) implements Signal {}

    record SendCancel() implements Signal {}

    /** CANCEL to an INVITE whose final response is not waited for. */
    record AbandonInvite() implements Signal {}

    /** ACK of the 2xx to our INVITE or re-INVITE. */
    record SendAck() implements Signal {}

    record SendBye(EndReason reason) implements Signal {}

    /** 180 to the INVITE. */
    record SendRinging() implements Signal {}

    /** 200 to the INVITE, with an answer or an offer; sent again until ACK. */
    record SendAccept(SessionDescription description) implements Signal {}

    /** @param why for the far side's operator; may be empty */
    record RefuseInvite(int code, String why) implements Signal {
        RefuseInvite(int code) {
            this(code, "");
        }
    }

    /** 302 to the INVITE, with the target as Contact. */
    record RedirectInvite(SipAddress target) implements Signal {}

    /** The ACK to our 200 is lost, and sound is its proof: goes on as if it had come. */
    record TakeAck() implements Signal {}

    /**
     * The dialog leads nowhere: the call is set up by another INVITE in its place (RFC 3891).
     *
     * @param refusal what our re-INVITE met
     */
    record SetUpAnew(int refusal) implements Signal {}

    record SendReinvite(SessionDescription offer) implements Signal {}

    /** Waits no longer for the answer to our re-INVITE; a 2xx that comes all the same is acknowledged, and told. */
    record GiveUpReinvite() implements Signal {}

    /** 200 to their re-INVITE or UPDATE. */
    record AcceptReinvite(OfferAnswerState.Method method, SessionDescription description) implements Signal {}

    record RefuseReinvite(OfferAnswerState.Method method, int code) implements Signal {}

    /** REFER (RFC 3515). */
    record AskTransfer(SipAddress target, Optional<RemoteDialog> inPlaceOf) implements Signal {}

    /** Follows the transfer that the far side asks for, or declines it. */
    record AnswerTransfer(boolean accept) implements Signal {}

    /** Sound. */
    sealed interface Media extends CallEffect {}

    record OpenMedia() implements Media {}

    record CreateOffer(OfferOptions options) implements Media {}

    record CreateAnswer(SessionDescription offer, MediaDirection direction) implements Media {}

    record ApplyAnswer(SessionDescription answer) implements Media {}

    /** Takes the open offer back; results of what was asked of the media before are not told any more. */
    record RollbackMedia() implements Media {}

    record SendDigits(String digits) implements Media {}

    record Mute(boolean on) implements Media {}

    record CloseMedia() implements Media {}

    /** Timers, and what is noted of the call. */
    sealed interface Keep extends CallEffect {}

    /** Starts the timer, anew if it runs. */
    record StartTimer(CallTimer timer, Duration length) implements Keep {
        StartTimer(CallTimer timer) {
            this(timer, timer.length());
        }
    }

    record StopTimer(CallTimer timer) implements Keep {}

    record Note(Milestone.Kind kind, String detail) implements Keep {
        Note(Milestone.Kind kind) {
            this(kind, "");
        }
    }
}
