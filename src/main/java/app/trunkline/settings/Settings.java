package app.trunkline.settings;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
 * @param managed an administrator looks after this seat and brings newer versions: none is asked for
 */
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
        boolean managed) {
    public Settings(
            @Nullable UUID installation,
            @Nullable List<AccountSettings> accounts,
            @Nullable AudioSettings audio,
            @Nullable String theme,
            boolean demoLine,
            boolean passwordsInFile,
            @Nullable RecordingRules recording,
            @Nullable IdentitySettings identity,
            @Nullable CallSettings calls,
            @Nullable UpdateSettings updates,
            boolean managed) {
        this.installation = installation == null ? UUID.randomUUID() : installation;
        this.accounts = accounts == null
                ? List.of()
                : accounts.stream().filter(Objects::nonNull).toList();
        this.audio = audio == null ? AudioSettings.DEFAULT : audio;
        this.theme = theme == null || theme.isEmpty() ? "system" : theme;
        this.demoLine = demoLine;
        this.passwordsInFile = passwordsInFile;
        this.recording = recording == null ? RecordingRules.DEFAULT : recording;
        this.identity = identity == null ? IdentitySettings.DEFAULT : identity;
        this.calls = calls == null ? CallSettings.DEFAULT : calls;
        this.updates = updates == null ? UpdateSettings.DEFAULT : updates;
        this.managed = managed;
    }

    public Settings withAccounts(List<AccountSettings> changed) {
        return new Settings(
                installation,
                changed,
                audio,
                theme,
                demoLine,
                passwordsInFile,
                recording,
                identity,
                calls,
                updates,
                managed);
    }

    public Settings withAudio(AudioSettings changed) {
        return new Settings(
                installation,
                accounts,
                changed,
                theme,
                demoLine,
                passwordsInFile,
                recording,
                identity,
                calls,
                updates,
                managed);
    }

    public Settings withTheme(String changed) {
        return new Settings(
                installation,
                accounts,
                audio,
                changed,
                demoLine,
                passwordsInFile,
                recording,
                identity,
                calls,
                updates,
                managed);
    }

    public Settings withDemoLine(boolean on) {
        return new Settings(
                installation,
                accounts,
                audio,
                theme,
                on,
                passwordsInFile,
                recording,
                identity,
                calls,
                updates,
                managed);
    }

    public Settings withPasswordsInFile(boolean on) {
        return new Settings(
                installation, accounts, audio, theme, demoLine, on, recording, identity, calls, updates, managed);
    }

    public Settings withRecording(RecordingRules changed) {
        return new Settings(
                installation,
                accounts,
                audio,
                theme,
                demoLine,
                passwordsInFile,
                changed,
                identity,
                calls,
                updates,
                managed);
    }

    public Settings withIdentity(IdentitySettings changed) {
        return new Settings(
                installation,
                accounts,
                audio,
                theme,
                demoLine,
                passwordsInFile,
                recording,
                changed,
                calls,
                updates,
                managed);
    }

    public Settings withCalls(CallSettings changed) {
        return new Settings(
                installation,
                accounts,
                audio,
                theme,
                demoLine,
                passwordsInFile,
                recording,
                identity,
                changed,
                updates,
                managed);
    }

    public Settings withUpdates(UpdateSettings changed) {
        return new Settings(
                installation,
                accounts,
                audio,
                theme,
                demoLine,
                passwordsInFile,
                recording,
                identity,
                calls,
                changed,
                managed);
    }

    /** Settings of a first start. */
    public static Settings first() {
        return new Settings(null, null, null, null, false, false, null, null, null, null, false);
    }
}
