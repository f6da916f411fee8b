package app.trunkline.sip;

import app.trunkline.media.CallQuality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call as it stands, immutable.
 *
 * @param accountId the account it goes over
 * @param remote the far side, with the display name it gave (P-Asserted-Identity or From of an incoming call), and as it
 *     changes during the call (RFC 4916)
 * @param dialled what the user dialled; empty for an incoming call
 * @param started when it was dialled or came in
 * @param quality newest figures, empty before the first
 * @param identity what is known of the caller; grows while a signature is checked
 * @param target whom to call for calling again: who was dialled, or who called at first, whoever is connected now
 */
public record CallSnapshot(
        CallId id,
        String accountId,
        Direction direction,
        SipAddress remote,
        String dialled,
        CallState state,
        boolean muted,
        Instant started,
        List<Milestone> milestones,
        Optional<CallQuality> quality,
        CallerIdentity identity,
        SipAddress target,
        CallRelations relations) {
    public CallSnapshot {
        milestones = List.copyOf(milestones);
    }

    /** A call of a caller of whom nothing more is known. */
    public CallSnapshot(
            CallId id,
            String accountId,
            Direction direction,
            SipAddress remote,
            String dialled,
            CallState state,
            boolean muted,
            Instant started,
            List<Milestone> milestones,
            Optional<CallQuality> quality) {
        this(
                id,
                accountId,
                direction,
                remote,
                dialled,
                state,
                muted,
                started,
                milestones,
                quality,
                CallerIdentity.UNKNOWN,
                remote);
    }

    /** A call that nobody handed over. */
    public CallSnapshot(
            CallId id,
            String accountId,
            Direction direction,
            SipAddress remote,
            String dialled,
            CallState state,
            boolean muted,
            Instant started,
            List<Milestone> milestones,
            Optional<CallQuality> quality,
            CallerIdentity identity,
            SipAddress target) {
        this(
                id,
                accountId,
                direction,
                remote,
                dialled,
                state,
                muted,
                started,
                milestones,
                quality,
                identity,
                target,
                CallRelations.NONE);
    }

    /** The same with another name for the far side. */
    public CallSnapshot withRemote(SipAddress named) {
        return new CallSnapshot(
                id,
                accountId,
                direction,
                named,
                dialled,
                state,
                muted,
                started,
                milestones,
                quality,
                identity,
                target,
                relations);
    }

    /** True once it is over. */
    public boolean ended() {
        return state instanceof CallState.Ended;
    }

    /** True while it can carry a conversation. */
    public boolean established() {
        return state instanceof CallState.Established;
    }
}
