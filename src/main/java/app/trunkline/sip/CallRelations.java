package app.trunkline.sip;

import java.util.Optional;

/**
 * What a call has to do with other calls and parties: transfers, forwarding, pick-up. Immutable.
 *
 * @param movedTo where a number that was called has moved to (3xx), which was not called: that is the user's to decide
 * @param transfer the newest transfer that we asked the far side for
 * @param asked where the far side wants to transfer us, while the user has not said yes or no
 * @param referredBy who transferred us to the far side of this call (RFC 3892); empty display name where not told
 * @param inPlaceOf the call of ours that this one replaced (RFC 3891), or came out of by a transfer
 * @param pickedUpAt the telephone whose ringing call this one takes (RFC 5359 section 2.16)
 */
public record CallRelations(
        Optional<SipAddress> movedTo,
        Optional<Transfer> transfer,
        Optional<SipAddress> asked,
        Optional<SipAddress> referredBy,
        Optional<CallId> inPlaceOf,
        Optional<SipAddress> pickedUpAt) {
    public static final CallRelations NONE = new CallRelations(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public CallRelations withMovedTo(SipAddress target) {
        return new CallRelations(Optional.of(target), transfer, asked, referredBy, inPlaceOf, pickedUpAt);
    }

    public CallRelations withTransfer(Transfer newest) {
        return new CallRelations(movedTo, Optional.of(newest), asked, referredBy, inPlaceOf, pickedUpAt);
    }

    public CallRelations withAsked(Optional<SipAddress> target) {
        return new CallRelations(movedTo, transfer, target, referredBy, inPlaceOf, pickedUpAt);
    }

    /** A call that came out of another. */
    public static CallRelations of(Optional<SipAddress> referredBy, CallId other) {
        return new CallRelations(
                Optional.empty(), Optional.empty(), Optional.empty(), referredBy, Optional.of(other), Optional.empty());
    }

    /** A call that rings at another telephone. */
    static CallRelations pickUp(SipAddress telephone) {
        return new CallRelations(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(telephone));
    }
}
