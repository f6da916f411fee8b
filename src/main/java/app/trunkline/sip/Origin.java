package app.trunkline.sip;

import java.util.Optional;

/**
 * What a call came out of, and as whom it is placed.
 *
 * @param replaces the call that it takes the place of at the far side (RFC 3891)
 * @param referredBy value of its Referred-By header (RFC 3892)
 * @param presentation as whom we call
 * @param handover as it is shown
 * @param progress who wants to know how it goes
 */
record Origin(
        Optional<Replaces> replaces,
        Optional<String> referredBy,
        Presentation presentation,
        Handover handover,
        Progress progress) {
    /** A call that came in, or that the user dialled as usual. */
    static final Origin SIMPLE = dialled(Presentation.USUAL);

    static Origin dialled(Presentation presentation) {
        return new Origin(Optional.empty(), Optional.empty(), presentation, Handover.NONE, Progress.UNHEEDED);
    }

    /** Told the statuses that an INVITE of ours meets. */
    interface Progress {
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
