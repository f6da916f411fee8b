package app.trunkline.settings;

import org.jspecify.annotations.Nullable;

/** Chosen devices by the system's name; empty is the system's default. */
public record AudioSettings(String microphone, String speaker, String ringer, boolean keyTones) {
    public AudioSettings(
            @Nullable String microphone, @Nullable String speaker, @Nullable String ringer, boolean keyTones) {
        this.microphone = microphone == null ? "" : microphone;
        this.speaker = speaker == null ? "" : speaker;
        this.ringer = ringer == null ? "" : ringer;
        this.keyTones = keyTones;
    }

    public static final AudioSettings DEFAULT = new AudioSettings(null, null, null, true);
}
