package app.trunkline.settings;

/** Chosen devices by the system's name; empty is the system's default. */
@SettingsRecord
public record AudioSettings(String microphone, String speaker, String ringer, boolean keyTones)
        implements AudioSettingsBuilder.With {
    public AudioSettings {
        microphone = Defaults.text(microphone);
        speaker = Defaults.text(speaker);
        ringer = Defaults.text(ringer);
    }

    public static final AudioSettings DEFAULT =
            AudioSettingsBuilder.builder().keyTones(true).build();
}
