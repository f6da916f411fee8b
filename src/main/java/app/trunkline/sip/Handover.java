package app.trunkline.sip;

import java.util.Optional;

/**
 * How a call is handed from one party to another, as it stands.
 *
 * @param movedTo where a number that was called has moved to (3xx), which was not called: that is the user's to decide
 * @param transfer the newest transfer that we asked the far side for
 * @param asked where the far side wants to transfer us, while the user has not said yes or no
 * @param referredBy who transferred us to the far side of this call (RFC 3892); empty display name where not told
 * @param inPlaceOf the call of ours that this one replaced (RFC 3891), or came out of by a transfer
 */
public record Handover(
        Optional<SipAddress> movedTo,
        Optional<Transfer> transfer,
        Optional<SipAddress> asked,
        Optional<SipAddress> referredBy,
        Optional<CallId> inPlaceOf) {
    public static final Handover NONE =
            new Handover(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Handover withMovedTo(SipAddress target) {
        return new Handover(Optional.of(target), transfer, asked, referredBy, inPlaceOf);
    }

    Handover withTransfer(Transfer newest) {
        return new Handover(movedTo, Optional.of(newest), asked, referredBy, inPlaceOf);
    }

    Handover withAsked(Optional<SipAddress> target) {
        return new Handover(movedTo, transfer, target, referredBy, inPlaceOf);
    }

    /** A call that came out of another. */
    static Handover of(Optional<SipAddress> referredBy, CallId other) {
        return new Handover(Optional.empty(), Optional.empty(), Optional.empty(), referredBy, Optional.of(other));
    }
}
