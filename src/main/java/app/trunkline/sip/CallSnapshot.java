package app.trunkline.sip;

import app.trunkline.media.CallQuality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call as it stands, immutable.
 *
 * @param accountId the account it goes over
 * @param remote the far side, with the display name it gave (P-Asserted-Identity or From of an incoming call)
 * @param dialled what the user dialled; empty for an incoming call
 * @param started when it was dialled or came in
 * @param quality newest figures, empty before the first
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
        Optional<CallQuality> quality) {
    public CallSnapshot {
        milestones = List.copyOf(milestones);
    }

    /** The same with another name for the far side. */
    public CallSnapshot withRemote(SipAddress named) {
        return new CallSnapshot(id, accountId, direction, named, dialled, state, muted, started, milestones, quality);
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
