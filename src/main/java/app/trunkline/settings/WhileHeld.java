package app.trunkline.settings;

import com.google.gson.annotations.SerializedName;

/**
 * What a far side hears while it is on hold.
 *
 * @param file a WAV file, for {@link Sound#FILE}; kept while another sound is chosen
 */
@SettingsRecord
public record WhileHeld(Sound sound, String file) implements WhileHeldBuilder.With {
    /** Kinds of it. */
    public enum Sound {
        @SerializedName("silence")
        SILENCE,
        /** The tune that comes with the program. */
        @SerializedName("tune")
        TUNE,
        /** A file of the user's. */
        @SerializedName("file")
        FILE
    }

    public static final WhileHeld SILENCE = new WhileHeld(Sound.SILENCE, "");

    public WhileHeld {
        sound = Defaults.or(sound, Sound.SILENCE);
        file = Defaults.text(file);
    }
}
