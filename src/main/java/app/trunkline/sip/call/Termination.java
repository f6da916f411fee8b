package app.trunkline.sip.call;

import app.trunkline.media.MediaException;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.wire.Cause;
import java.time.Duration;
import java.util.List;

/** The ways out of a call, shared by the phases. Pure functions. */
final class Termination {
    private Termination() {}

    /** Over at once, with media closed if it was opened. */
    static Step over(EndReason reason, Duration talked, boolean mediaOpen) {
        var ended = Step.to(new CallPhase.Over(reason, talked), new CallEffect.Note(Milestone.Kind.ENDED));
        return mediaOpen ? ended.after(new CallEffect.CloseMedia()) : ended;
    }

    /** BYE now; the call is over when it is answered. Media is closed already. */
    static Step bye(EndReason reason, Duration talked) {
        return Step.to(
                new CallPhase.HangingUp(reason, talked),
                new CallEffect.SendBye(reason),
                new CallEffect.StartTimer(CallTimer.BYE));
    }

    /** Closes media and sends BYE. */
    static Step closeAndBye(EndReason reason, Duration talked) {
        return bye(reason, talked).after(new CallEffect.CloseMedia());
    }

    /** Sent elsewhere with 302; the phrase names where to. */
    static EndReason forwarded(SipAddress target) {
        return new EndReason(EndReason.Kind.FORWARDED_HERE, SipStatus.MOVED_TEMPORARILY, target.user());
    }

    static EndReason broken(CallEvent.Broken broken) {
        return new EndReason(EndReason.Kind.INTERNAL, 0, broken.detail());
    }

    /** What a failure of the media means for the call. */
    static EndReason media(CallEvent.MediaRefused refused) {
        return media(refused.kind(), refused.detail());
    }

    static EndReason media(MediaException.Kind kind, String detail) {
        return switch (kind) {
            case NOT_ACCEPTABLE -> new EndReason(EndReason.Kind.INCOMPATIBLE, SipStatus.NOT_ACCEPTABLE_HERE, detail);
            case NO_AUDIO -> new EndReason(EndReason.Kind.NO_AUDIO, SipStatus.NOT_ACCEPTABLE_HERE, detail);
            case NO_ENCRYPTION -> new EndReason(EndReason.Kind.NO_ENCRYPTION, SipStatus.NOT_ACCEPTABLE_HERE, detail);
            case NO_ICE -> new EndReason(EndReason.Kind.NO_ICE, SipStatus.NOT_ACCEPTABLE_HERE, detail);
            case NO_RTCP_MUX -> new EndReason(EndReason.Kind.NO_RTCP_MUX, SipStatus.NOT_ACCEPTABLE_HERE, detail);
            case NO_CODEC -> new EndReason(EndReason.Kind.NO_CODEC, SipStatus.NOT_ACCEPTABLE_HERE, detail);
            case ENGINE, BAD_WAV, NO_SOUND_SERVER, CLOSED -> new EndReason(EndReason.Kind.MEDIA_FAILED, 0, detail);
        };
    }

    /** The response to an INVITE or re-INVITE that media cannot serve. */
    static int code(MediaException.Kind kind) {
        return kind.incompatible() ? SipStatus.NOT_ACCEPTABLE_HERE : SipStatus.SERVER_INTERNAL_ERROR;
    }

    static EndReason hungUpThere(List<Cause> causes) {
        return new EndReason(EndReason.Kind.HUNG_UP_THERE, 0, Cause.words(causes, ""));
    }

    static EndReason cancelledThere(List<Cause> causes) {
        return Cause.completedElsewhere(causes)
                ? new EndReason(EndReason.Kind.ANSWERED_ELSEWHERE, SipStatus.OK, Cause.words(causes, ""))
                : new EndReason(EndReason.Kind.CANCELLED_THERE, SipStatus.REQUEST_TERMINATED, Cause.words(causes, ""));
    }

    /** What a final response of 300 and above to our INVITE means to a person. */
    static EndReason refused(int code, String phrase, List<Cause> causes) {
        var words = Cause.words(causes, phrase);
        if (Cause.completedElsewhere(causes)) {
            return new EndReason(EndReason.Kind.ANSWERED_ELSEWHERE, code, words);
        }
        var kind = switch (code) {
            case SipStatus.BUSY_HERE, SipStatus.BUSY_EVERYWHERE -> EndReason.Kind.BUSY;
            case SipStatus.DECLINE, SipStatus.UNWANTED -> EndReason.Kind.DECLINED_THERE;
            case SipStatus.NOT_FOUND,
                    SipStatus.GONE,
                    SipStatus.ADDRESS_INCOMPLETE,
                    SipStatus.AMBIGUOUS,
                    SipStatus.DOES_NOT_EXIST_ANYWHERE -> EndReason.Kind.NOT_FOUND;
            case SipStatus.TEMPORARILY_UNAVAILABLE, SipStatus.FLOW_FAILED -> EndReason.Kind.UNAVAILABLE;
            case SipStatus.REQUEST_TIMEOUT -> EndReason.Kind.TIMEOUT;
            case SipStatus.UNAUTHORIZED, SipStatus.FORBIDDEN, SipStatus.PROXY_AUTHENTICATION_REQUIRED ->
                EndReason.Kind.FORBIDDEN;
            case SipStatus.UNSUPPORTED_MEDIA_TYPE, SipStatus.NOT_ACCEPTABLE_HERE, SipStatus.NOT_ACCEPTABLE_ANYWHERE ->
                EndReason.Kind.INCOMPATIBLE;
            // Not by our CANCEL: something on the way stopped the ringing.
            case SipStatus.REQUEST_TERMINATED -> EndReason.Kind.NO_ANSWER;
            default -> byClass(code);
        };
        return new EndReason(kind, code, words);
    }

    private static EndReason.Kind byClass(int code) {
        return switch (code / 100) {
            case 3 -> EndReason.Kind.MOVED;
            case 5 -> EndReason.Kind.SERVER_ERROR;
            default -> EndReason.Kind.REJECTED;
        };
    }

    /** What the user's own refusal was meant to say. */
    static EndReason declined(int code) {
        var kind = switch (code) {
            case SipStatus.TEMPORARILY_UNAVAILABLE, SipStatus.BUSY_HERE, SipStatus.BUSY_EVERYWHERE ->
                EndReason.Kind.BUSY_HERE;
            default -> EndReason.Kind.DECLINED_HERE;
        };
        return new EndReason(kind, code, "");
    }
}
