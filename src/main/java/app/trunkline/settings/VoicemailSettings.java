package app.trunkline.settings;

import org.jspecify.annotations.Nullable;

/**
 * A line's voicemail.
 *
 * @param number what to call to hear the messages, where the server does not say; empty for none
 * @param off true: the server is not asked whether messages wait
 */
public record VoicemailSettings(String number, boolean off) {
    public static final VoicemailSettings DEFAULT = new VoicemailSettings("", false);

    public VoicemailSettings(@Nullable String number, boolean off) {
        this.number = number == null ? "" : number;
        this.off = off;
    }
}
