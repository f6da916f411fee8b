package app.trunkline.media;

/** Why a recording ended by itself. The call goes on. */
public enum RecordingFailure {
    /** The folder or the file cannot be made or written. */
    NOT_WRITABLE,
    /** There is no room left. */
    DISK_FULL,
    /** The media engine did not give the sound. */
    NO_SOUND
}
