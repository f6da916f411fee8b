package app.trunkline.sip;

import java.time.Instant;

/**
 * Something that happened in a call, kept in order in {@link CallSnapshot#milestones}: the source of the terminal's
 * events, of the call's details and of the log.
 *
 * @param detail a status code for {@code PROGRESS} and {@code HOLD_REFUSED}, for {@code
 *     RESUMED} the seconds that the call was away, a digit for {@code DTMF_RECEIVED} and {@code DTMF_SENT}, for {@code
 *     TRANSFER} the {@link Transfer.State} and its code, for {@code TRANSFER_ASKED} the target's URI, for {@code
 *     NOT_RECORDED} the {@link app.trunkline.media.RecordingFailure}; else empty
 */
public record Milestone(Instant at, Kind kind, String detail) {
    /** What happened. */
    public enum Kind {
        INCOMING,
        INVITE_SENT,
        PROGRESS,
        EARLY_MEDIA,
        /** 200 sent or received. */
        ACCEPTED,
        /** ACK sent or received. */
        CONFIRMED,
        MEDIA_CONNECTED,
        AUDIO_IN,
        HOLD,
        UNHOLD,
        /** The far side refused to be held, or to be taken off hold. */
        HOLD_REFUSED,
        REMOTE_HOLD,
        REMOTE_UNHOLD,
        DTMF_RECEIVED,
        DTMF_SENT,
        MEDIA_DISCONNECTED,
        /** The sound's path failed, and a new one is sought. */
        MEDIA_RESTARTING,
        /** A transfer that we asked for is further. */
        TRANSFER,
        /** The far side asks to transfer us. */
        TRANSFER_ASKED,
        /** What is heard is no longer written to the line's file. */
        NOT_RECORDED,
        /** The connection was lost while it rang there, and the call is placed once more on the next. */
        DIALLED_AGAIN,
        /** Another process of ours had the call and was killed; this one tries to go on with it. */
        RESUMING,
        /** It went on: sound flows. */
        RESUMED,
        ENDED
    }
}
