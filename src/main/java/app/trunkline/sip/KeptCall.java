package app.trunkline.sip;

import java.time.Instant;

/**
 * All that another process needs to go on with an established call after this one was killed. Holds no key and no password:
 * the sound is agreed upon anew. {@link KeptCallText} writes it down.
 *
 * @param hidden we are not named to the far side
 * @param since when it was answered
 */
public record KeptCall(
        CallId id,
        String accountId,
        Direction direction,
        SipAddress target,
        SipAddress remote,
        String dialled,
        boolean hidden,
        Instant started,
        Instant since,
        Hold hold,
        boolean muted,
        CallerIdentity identity,
        KeptDialog dialog) {
    /** The same call, to be held by us. */
    public KeptCall onHold() {
        return new KeptCall(
                id,
                accountId,
                direction,
                target,
                remote,
                dialled,
                hidden,
                started,
                since,
                new Hold(true, hold.remote()),
                muted,
                identity,
                dialog);
    }
}
