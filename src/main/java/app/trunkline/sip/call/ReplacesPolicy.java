package app.trunkline.sip.call;

import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.SipStatus;
import java.util.Optional;

/** Whether an INVITE with Replaces may take the place of a call of ours (RFC 3891 section 3). Pure functions. */
final class ReplacesPolicy {

    private ReplacesPolicy() {}

    /** @param old the call that is named, if there is one */
    static Optional<Integer> refusal(Optional<Replaces> replaces, Optional<CallSnapshot> old) {
        if (replaces.isEmpty()) {
            return Optional.of(SipStatus.BAD_REQUEST);
        }
        if (old.isEmpty()) {
            return Optional.of(SipStatus.NO_SUCH_CALL);
        }
        return switch (old.get().state()) {
            case CallState.Established _ ->
                replaces.get().earlyOnly() ? Optional.of(SipStatus.BUSY_HERE) : Optional.<Integer>empty();
            case CallState.Ended _, CallState.Ending _ -> Optional.of(SipStatus.DECLINE);
            // Ours that rings over there may be taken; one that rings here is not ours to give away.
            case CallState.Ringing _ -> Optional.empty();
            case CallState.Preparing _, CallState.Calling _, CallState.Incoming _, CallState.Answering _ ->
                Optional.of(SipStatus.NO_SUCH_CALL);
        };
    }
}
