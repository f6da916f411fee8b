package app.trunkline.settings;

import java.util.List;
import java.util.UUID;

/**
 * Everything the user set, immutable.
 *
 * @param installation UUID of this installation, for {@code +sip.instance} (RFC 5626)
 * @param theme {@code system}, {@code light} or {@code dark}
 * @param demoLine whether the demo line is on
 * @param passwordsInFile where the system has no secret store: keep passwords in a file only the user can read
 * @param recording how calls are recorded
 * @param identity whom to believe when callers prove their number
 * @param calls what the telephone does by itself
 * @param updates whether and where newer versions are asked for
 * @param session how the program lives on the desktop
 * @param managed an administrator looks after this seat and brings newer versions: none is asked for
 */
@SettingsRecord
public record Settings(
        UUID installation,
        List<AccountSettings> accounts,
        AudioSettings audio,
        String theme,
        boolean demoLine,
        boolean passwordsInFile,
        RecordingRules recording,
        IdentitySettings identity,
        CallSettings calls,
        UpdateSettings updates,
        SessionSettings session,
        boolean managed)
        implements SettingsBuilder.With {
    public Settings {
        installation = installation == null ? UUID.randomUUID() : installation;
        accounts = Defaults.list(accounts);
        audio = Defaults.or(audio, AudioSettings.DEFAULT);
        theme = Defaults.choice(theme, "system", "light", "dark");
        recording = Defaults.or(recording, RecordingRules.DEFAULT);
        identity = Defaults.or(identity, IdentitySettings.DEFAULT);
        calls = Defaults.or(calls, CallSettings.DEFAULT);
        updates = Defaults.or(updates, UpdateSettings.DEFAULT);
        session = Defaults.or(session, SessionSettings.DEFAULT);
    }

    /** Settings of a first start. */
    public static Settings first() {
        return SettingsBuilder.builder().build();
    }
}
