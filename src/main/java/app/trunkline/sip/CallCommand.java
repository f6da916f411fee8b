package app.trunkline.sip;

import java.util.Optional;

/**
 * What a user, or the policy in the user's name, wants of one call. It goes as it is from a face to the call's machine. A
 * command that has no meaning where the call stands, or whose call has ended, is logged and changes nothing.
 */
public sealed interface CallCommand {
    CallId call();

    /** Accepts an incoming call. */
    record Answer(CallId call) implements CallCommand {}

    /**
     * Refuses an incoming call.
     *
     * @param code SIP status, such as 486 (busy) or 603 (decline)
     */
    record Reject(CallId call, int code) implements CallCommand {}

    /** Sends the caller of a ringing call to another address (302, RFC 3261 section 21.3.3). */
    record Redirect(CallId call, SipAddress target) implements CallCommand {}

    /** Ends the call wherever it stands: CANCEL, BYE, or a refusal. */
    record HangUp(CallId call) implements CallCommand {}

    record Mute(CallId call, boolean on) implements CallCommand {}

    /** @param digits {@code 0-9*#A-D}, and {@code ,} for a pause of two seconds */
    record SendDigits(CallId call, String digits) implements CallCommand {}

    /** Has a meaning only in an established call. */
    sealed interface MidCall extends CallCommand {}

    record Hold(CallId call) implements MidCall {}

    record Resume(CallId call) implements MidCall {}

    /**
     * Asks the far side to call another (REFER, RFC 3515). {@link CallRelations#transfer} tells how it goes; once it succeeds
     * the call is hung up, and when it fails the call stays as it was.
     *
     * @param inPlaceOf the target's end of a call that the far side takes over (RFC 3891): an attended transfer
     */
    record Transfer(CallId call, SipAddress target, Optional<RemoteDialog> inPlaceOf) implements MidCall {
        /** Without asking the target first. */
        public static Transfer blind(CallId call, SipAddress target) {
            return new Transfer(call, target, Optional.empty());
        }
    }

    /** Accepts or refuses the transfer that the far side asks for, see {@link CallRelations#asked}. */
    record AnswerTransfer(CallId call, boolean accept) implements MidCall {}

    /** Looks for a new path for the sound (ICE restart, RFC 8445 section 9), such as after the network changed. */
    record RestartPath(CallId call) implements MidCall {}
}
