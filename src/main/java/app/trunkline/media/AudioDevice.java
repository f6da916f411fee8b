package app.trunkline.media;

/**
 * A microphone or speaker.
 *
 * @param id the system's stable name, kept in the settings
 * @param name what people see
 */
public record AudioDevice(String id, String name, boolean systemDefault) {
    /** What a device is used for. */
    public enum Role {
        MICROPHONE,
        SPEAKER,
        RINGER
    }
}
