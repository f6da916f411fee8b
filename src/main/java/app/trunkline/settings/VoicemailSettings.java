package app.trunkline.settings;

/**
 * A line's voicemail.
 *
 * @param number what to call to hear the messages, where the server does not say; empty for none
 * @param off true: the server is not asked whether messages wait
 */
@SettingsRecord
public record VoicemailSettings(String number, boolean off) implements VoicemailSettingsBuilder.With {
    public static final VoicemailSettings DEFAULT =
            VoicemailSettingsBuilder.builder().build();

    public VoicemailSettings {
        number = Defaults.text(number);
    }
}
