package app.trunkline.media;

/**
 * Media could not do what was asked. The message is technical, for the log; the kind is what a user is told by. Only the
 * message of {@link Kind#BAD_WAV} is a sentence for people: it says which file, and what is wrong with it.
 */
public final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The session description could not be used. */
        NOT_ACCEPTABLE,
        /** It has no sound, or refuses it. */
        NO_AUDIO,
        /** It names no certificate for DTLS-SRTP (RFC 5763): its sound is not encrypted, or by SDES alone. */
        NO_ENCRYPTION,
        /** It has no ICE (RFC 8445). */
        NO_ICE,
        /** It wants RTCP on a port of its own (RFC 5761). */
        NO_RTCP_MUX,
        /** None of its codecs is one of ours. */
        NO_CODEC,
        /** The engine or the machine's sound failed. */
        ENGINE,
        /** The WAV file to be played is none, or cannot be read. */
        BAD_WAV,
        /** A WAV file was to be played and there is no sound server to carry it. */
        NO_SOUND_SERVER,
        /** The session was closed meanwhile. */
        CLOSED;

        /** True where the far side's description is the cause, which it is told by 488. */
        public boolean incompatible() {
            return switch (this) {
                case NOT_ACCEPTABLE, NO_AUDIO, NO_ENCRYPTION, NO_ICE, NO_RTCP_MUX, NO_CODEC -> true;
                case ENGINE, BAD_WAV, NO_SOUND_SERVER, CLOSED -> false;
            };
        }
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
