package app.trunkline.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How calls are recorded.
 *
 * @param folder where the files go; empty for the usual one
 * @param notice {@code none}, or {@code tone} for a short tone every 15 seconds that the far side hears
 * @param agreed whether the user has taken note that everyone on a call may have to agree
 */
@SettingsRecord
public record RecordingRules(String folder, String notice, boolean agreed) implements RecordingRulesBuilder.With {
    public static final RecordingRules DEFAULT = RecordingRulesBuilder.builder().build();

    private static final String NAME = "Trunkline recordings";

    public RecordingRules {
        folder = Defaults.text(folder);
        notice = Defaults.choice(notice, "none", "tone");
    }

    public RecordingRules withAgreement() {
        return withAgreed(true);
    }

    /** The folder as a path; empty when none is set or what is set is none. */
    public Optional<Path> place() {
        try {
            return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The usual folder: in the user's music, documents or home, whichever is there first. Looks at the disk. */
    public static Path usualPlace(Map<String, String> environment, Path home) {
        var own = environment.getOrDefault("TRUNKLINE_HOME", "");
        if (!own.isEmpty()) {
            return Path.of(own).resolve("recordings");
        }
        return Stream.of("Music", "Documents")
                .map(home::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(home)
                .resolve(NAME);
    }
}
