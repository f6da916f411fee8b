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
 */
public record Settings(
        UUID installation, List<AccountSettings> accounts, AudioSettings audio, String theme, boolean demoLine) {
    public Settings(
            @Nullable UUID installation,
            @Nullable List<AccountSettings> accounts,
            @Nullable AudioSettings audio,
            @Nullable String theme,
            boolean demoLine) {
        this.installation = installation == null ? UUID.randomUUID() : installation;
        this.accounts = accounts == null
                ? List.of()
                : accounts.stream().filter(Objects::nonNull).toList();
        this.audio = audio == null ? AudioSettings.DEFAULT : audio;
        this.theme = theme == null || theme.isEmpty() ? "system" : theme;
        this.demoLine = demoLine;
    }

    /** Settings of a first start. */
    public static Settings first() {
        return new Settings(null, null, null, null, false);
    }
}
