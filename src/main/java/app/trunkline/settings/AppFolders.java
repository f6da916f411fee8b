package app.trunkline.settings;

import app.trunkline.loop.OwnerOnly;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where this system wants a program's files: the XDG base directories on Linux, {@code Library} on macOS, {@code
 * AppData} on Windows. {@code TRUNKLINE_HOME} puts all of them under one folder.
 *
 * @param config the settings file
 * @param data the call log
 * @param logs log files
 */
public record AppFolders(Path config, Path data, Path logs) {
    private static final String NAME = "trunkline";
    /** On Windows: removing the program deletes its folder with all in it, so this is never the program's name alone. */
    private static final String DATA_ON_WINDOWS = "Trunkline Data";

    /** The folders for this system, this user and this environment; nothing is created. */
    public static AppFolders find(String osName, Map<String, String> environment, Path home) {
        var own = environment.get("TRUNKLINE_HOME");
        if (own != null && !own.isEmpty()) {
            var root = Path.of(own);
            return new AppFolders(root.resolve("config"), root.resolve("data"), root.resolve("logs"));
        }
        var os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            var library = home.resolve("Library");
            var support = library.resolve("Application Support").resolve("Trunkline");
            return new AppFolders(support, support, library.resolve("Logs").resolve("Trunkline"));
        }
        if (os.contains("win")) {
            var roaming = folder(environment, "APPDATA", home.resolve("AppData").resolve("Roaming"));
            var data = localAppData(environment, home).resolve(DATA_ON_WINDOWS);
            return new AppFolders(roaming.resolve("Trunkline"), data, data.resolve("logs"));
        }
        return below(home(osName, environment, home), environment);
    }

    /** The XDG base directories. */
    private static AppFolders below(Path home, Map<String, String> environment) {
        var config = folder(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
        var data = folder(environment, "XDG_DATA_HOME", home.resolve(".local").resolve("share"));
        var state = folder(environment, "XDG_STATE_HOME", home.resolve(".local").resolve("state"));
        return new AppFolders(config.resolve(NAME), data.resolve(NAME), state.resolve(NAME));
    }

    /**
     * The user's home. XDG names its folders by {@code $HOME}; Java asks the user database, which a sandbox or a container
     * may not be in.
     *
     * @param home Java's
     */
    public static Path home(String osName, Map<String, String> environment, Path home) {
        var os = osName.toLowerCase(Locale.ROOT);
        return os.contains("mac") || os.contains("win") ? home : folder(environment, "HOME", home);
    }

    /**
     * As {@link #find}, and moves the data of earlier versions there. What cannot be moved, because a running program holds
     * it, stays in use where it is until the next start.
     */
    public static AppFolders settle(String osName, Map<String, String> environment, Path home) {
        var folders = find(osName, environment, home);
        return osName.toLowerCase(Locale.ROOT).startsWith("win")
                ? EarlierData.takeAlong(localAppData(environment, home).resolve("Trunkline"), folders)
                : folders;
    }

    /** Closes to other users of this computer what is there; what is made later is made closed. */
    public void closeToOthers() {
        Stream.of(config, data, logs).distinct().forEach(OwnerOnly::close);
    }

    /**
     * Whether one of them lies beside or below the program that is started, where an installer deletes it.
     *
     * @param launcher what the person starts
     */
    public boolean lieWithProgram(Path launcher) {
        var program = launcher.toAbsolutePath().normalize().getParent();
        return program != null
                && Stream.of(config, data, logs)
                        .anyMatch(folder -> folder.toAbsolutePath().normalize().startsWith(program));
    }

    private static Path localAppData(Map<String, String> environment, Path home) {
        return folder(environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"));
    }

    /** XDG: a value that is not absolute is to be ignored. */
    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        var value = environment.getOrDefault(variable, "");
        return !value.isEmpty() && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
    }
}
