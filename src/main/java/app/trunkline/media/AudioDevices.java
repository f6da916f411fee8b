package app.trunkline.media;

import java.util.List;

/**
 * The machine's sound devices.
 *
 * @param status whether there is sound at all
 */
public record AudioDevices(Status status, List<AudioDevice> microphones, List<AudioDevice> speakers) {
    /** Whether there is sound at all. */
    public enum Status {
        /** Not looked yet. */
        UNKNOWN,
        /** A sound system answered. */
        READY,
        /** There is none: calls are silent, and the user is told so. */
        NO_SOUND
    }

    public static final AudioDevices UNKNOWN = new AudioDevices(Status.UNKNOWN, List.of(), List.of());
    public static final AudioDevices NONE = new AudioDevices(Status.NO_SOUND, List.of(), List.of());

    public AudioDevices {
        microphones = List.copyOf(microphones);
        speakers = List.copyOf(speakers);
    }
}
