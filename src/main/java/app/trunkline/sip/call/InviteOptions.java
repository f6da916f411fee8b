package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipStatus;
import java.util.Optional;

/**
 * What a call came out of, and as whom it is placed.
 *
 * @param replaces the call that it takes the place of at the far side (RFC 3891)
 * @param referredBy value of its Referred-By header (RFC 3892)
 * @param presentation as whom we call
 * @param relations as it is shown
 * @param progress who wants to know how it goes
 * @param gruu what is called in place of the target's own address, where one telephone alone is meant (RFC 5627)
 */
public record InviteOptions(
        Optional<Replaces> replaces,
        Optional<String> referredBy,
        Presentation presentation,
        CallRelations relations,
        Progress progress,
        Optional<String> gruu) {
    /** A call that came in, or that the user dialled as usual. */
    static final InviteOptions SIMPLE = dialled(Presentation.USUAL);

    public static InviteOptions dialled(Presentation presentation) {
        return new InviteOptions(
                Optional.empty(),
                Optional.empty(),
                presentation,
                CallRelations.NONE,
                Progress.UNHEEDED,
                Optional.empty());
    }

    /** A call that the far side of another asked for. */
    public static InviteOptions following(CallId other, ReferTo target, Progress progress) {
        return new InviteOptions(
                target.replaces(),
                target.referredBy(),
                Presentation.USUAL,
                CallRelations.of(target.referrer(), other),
                progress,
                target.gruu());
    }

    /** Tells who wants to know how the call went on with that step. */
    void tell(CallPhase before, CallPhase now) {
        switch (now) {
            case CallPhase.Ringing _ -> {
                if (!(before instanceof CallPhase.Ringing)) {
                    progress.progressed(SipStatus.RINGING);
                }
            }
            case CallPhase.Talking _ -> {
                if (!(before instanceof CallPhase.Talking)) {
                    progress.over(SipStatus.OK);
                }
            }
            case CallPhase.Over(var reason, var _) -> {
                if (!(before instanceof CallPhase.Over)) {
                    progress.over(reason.code() >= 300 ? reason.code() : SipStatus.REQUEST_TERMINATED);
                }
            }
            case CallPhase.Preparing _,
                    CallPhase.Calling _,
                    CallPhase.CancelWaits _,
                    CallPhase.Trying _,
                    CallPhase.Unheard _,
                    CallPhase.Cancelling _,
                    CallPhase.Incoming _,
                    CallPhase.MakingAnswer _,
                    CallPhase.AwaitingAck _,
                    CallPhase.ByeWaits _,
                    CallPhase.HangingUp _ -> {}
        }
    }
    /** Told the statuses that an INVITE of ours meets. */
    public interface Progress {
        Progress UNHEEDED = new Progress() {
            @Override
            public void progressed(int code) {}

            @Override
            public void over(int code) {}
        };

        /** 18x. */
        void progressed(int code);

        /** 200, or what it failed with; once. */
        void over(int code);
    }
}
