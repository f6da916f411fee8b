package app.trunkline.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Whether the program starts when the user logs in: an entry in the folder that every Linux desktop reads then (Desktop
 * Application Autostart Specification). Blocks; any thread.
 */
public final class LoginStart {
    /** Not the name of the program's own entry, of which the desktop's settings may have put a copy there. */
    private static final String NAME = "app.trunkline.login.desktop";

    private final Path entry;
    private final String command;

    private LoginStart(Path entry, String command) {
        this.entry = entry;
        this.command = command;
    }

    /**
     * That of this system; empty where there is none known.
     *
     * @param system properties of this process: the system's name, the home, and the file that started the program
     * @param environment of this process
     */
    public static Optional<LoginStart> of(Properties system, Map<String, String> environment) {
        if (!system.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.empty();
        }
        var config = Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .orElse(Path.of(system.getProperty("user.home", ""), ".config"));
        var command = system.getProperty("jpackage.app-path", "trunkline");
        return Optional.of(new LoginStart(config.resolve("autostart").resolve(NAME), command));
    }

    /** Writes or removes the entry. */
    public void use(boolean on) {
        try {
            if (on) {
                Files.createDirectories(entry.getParent());
                Files.writeString(entry, """
                        [Desktop Entry]
                        Type=Application
                        Name=Trunkline
                        Exec="%s" --minimised
                        Icon=trunkline
                        Terminal=false
                        X-GNOME-Autostart-enabled=true
                        """.formatted(quoted(command)));
            } else {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the Desktop Entry Specification wants what stands between quotes; the percent sign is its own. */
    private static String quoted(String word) {
        return word.replaceAll("([\"`$\\\\])", "\\\\\\\\$1").replace("%", "%%");
    }
}
