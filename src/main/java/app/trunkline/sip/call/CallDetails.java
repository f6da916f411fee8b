package app.trunkline.sip.call;

import app.trunkline.media.CallQuality;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.KeptCall;
import app.trunkline.sip.KeptDialog;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.identity.Verification;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one call beside its state: whom it is with, what happened when, how it sounds, and what it has to do
 * with other calls. Whatever changes here makes a new snapshot due, but for {@link #note} and {@link #movedTo}, which go
 * along with a step of the call. On the loop.
 */
final class CallDetails {
    private static final Logger LOG = LoggerFactory.getLogger(CallDetails.class);
    /** Quality changes a snapshot this often; the meters have a channel of their own. */
    private static final Duration QUALITY_INTERVAL = Duration.ofSeconds(5);

    /** A far side can hold, ring and type digits without end; what of it is one of so many tells nobody anything. */
    static final int MOST_OF_A_KIND = 1_000;

    private final CallContext context;
    private final CallId id;
    private final Direction direction;
    private final SipAddress target;
    private final ConnectedParty remote;
    private final String dialled;
    private final Instant started;
    private final List<Milestone> milestones = new ArrayList<>();
    private final Map<Milestone.Kind, Integer> counts = new EnumMap<>(Milestone.Kind.class);
    private Optional<CallQuality> quality = Optional.empty();
    private Instant qualityAt;
    private CallerIdentity identity;
    private CallRelations relations;
    /** When another process lost the call, while sound is not back yet. */
    private Optional<Instant> lost = Optional.empty();

    /** @param invite of a call that comes in */
    CallDetails(
            CallContext context,
            CallId id,
            Direction direction,
            SipAddress target,
            String dialled,
            CallRelations relations,
            Optional<SipRequest> invite) {
        this.context = context;
        this.id = id;
        this.direction = direction;
        this.target = target;
        this.remote = new ConnectedParty(target, invite, context.account().domain());
        this.dialled = dialled;
        this.relations = relations;
        this.identity = invite.map(Identities::of).orElse(CallerIdentity.UNKNOWN);
        this.started = context.loop().now();
        this.qualityAt = started.minus(QUALITY_INTERVAL);
    }

    /** Of a call that another process had, which was last there at {@code lost}. */
    CallDetails(CallContext context, KeptCall kept, Instant lost) {
        this.context = context;
        this.id = kept.id();
        this.direction = kept.direction();
        this.target = kept.target();
        this.remote = new ConnectedParty(
                kept.remote(), Optional.empty(), context.account().domain());
        this.dialled = kept.dialled();
        this.relations = CallRelations.NONE;
        this.identity = kept.identity();
        this.started = kept.started();
        this.qualityAt = context.loop().now();
        this.lost = Optional.of(lost);
        milestones.add(new Milestone(kept.since(), Milestone.Kind.CONFIRMED, ""));
        note(Milestone.Kind.RESUMING, "");
    }

    /** What another process needs to go on with it. */
    KeptCall kept(CallPhase.Talking talking, boolean muted, Presentation presentation, KeptDialog dialog) {
        return new KeptCall(
                id,
                context.account().id(),
                direction,
                target,
                remote.now(),
                dialled,
                presentation.hidden(),
                started,
                talking.since(),
                talking.hold(),
                muted,
                identity,
                dialog);
    }

    /** Of a call that another process had, and that nobody at the far side knows any more: it is not resumed. */
    CallEvent understood(CallEvent event) {
        return lost.isPresent()
                        && event instanceof CallEvent.NotSetUpAnew(var refusal)
                        && (refusal == SipStatus.NO_SUCH_CALL || refusal == SipStatus.NOT_FOUND)
                ? new CallEvent.HandedOver(new EndReason(EndReason.Kind.NOT_RESUMED, refusal, ""), true)
                : event;
    }

    CallSnapshot snapshot(CallState state, boolean muted) {
        return new CallSnapshot(
                id,
                context.account().id(),
                direction,
                remote.now(),
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

    /** Whom the call is meant for, or from. */
    SipAddress target() {
        return target;
    }

    /** Whom it is with now. */
    SipAddress remote() {
        return remote.now();
    }

    void note(Milestone.Kind kind, String detail) {
        var now = context.loop().now();
        if (counts.merge(kind, 1, Integer::sum) <= MOST_OF_A_KIND) {
            milestones.add(new Milestone(now, kind, detail));
        }
        if (kind == Milestone.Kind.MEDIA_CONNECTED && lost.isPresent()) {
            var away = Duration.between(lost.get(), now);
            milestones.add(new Milestone(now, Milestone.Kind.RESUMED, Long.toString(Math.max(1, away.toSeconds()))));
            lost = Optional.empty();
        }
    }

    /** RFC 4916: the far side may have become another. */
    void heard(SipMessage message) {
        if (remote.heard(message)) {
            LOG.info("call {}: the far side is another now: {}", id, remote.now());
            context.changed();
        }
    }

    void verified(Verification verification) {
        if (!(verification instanceof Verification.Absent)) {
            LOG.info("call {}: signature of the caller: {}", id, verification);
        }
        if (!identity.verification().equals(verification)) {
            identity = identity.with(verification);
            context.changed();
        }
    }

    void sounds(CallQuality newest) {
        quality = Optional.of(newest);
        var now = context.loop().now();
        if (!now.isBefore(qualityAt.plus(QUALITY_INTERVAL))) {
            qualityAt = now;
            context.changed();
        }
    }

    /** The number called has moved to another, which was not called. */
    void movedTo(SipAddress other) {
        relations = relations.withMovedTo(other);
    }

    /** The transfer that we asked for stands so; whoever tells sees to the snapshot. */
    void transfer(Transfer now) {
        relations = relations.withTransfer(now);
    }

    /** The user is asked whether to follow a transfer there, or no longer. */
    void asks(Optional<SipAddress> there) {
        relations = relations.withAsked(there);
        there.ifPresent(asked -> note(Milestone.Kind.TRANSFER_ASKED, asked.uri()));
        context.changed();
    }
}
