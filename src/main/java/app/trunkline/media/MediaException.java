package app.trunkline.media;

/**
 * Media could not do what was asked. The message is technical, for the log; the kind is what a user is told by. Only the
 * message of {@link Kind#BAD_WAV} is a sentence for people: it says which file, and what is wrong with it.
 */
public final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The session description could not be used: no common codec, no DTLS, no audio. Answered with 488. */
        NOT_ACCEPTABLE,
        /** The engine or the machine's sound failed. */
        ENGINE,
        /** The WAV file to be played is none, or cannot be read. */
        BAD_WAV,
        /** A WAV file was to be played and there is no sound server to carry it. */
        NO_SOUND_SERVER,
        /** The session was closed meanwhile. */
        CLOSED
    }

    private final Kind kind;

    public MediaException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public MediaException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
