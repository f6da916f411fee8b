package installer;

import java.util.Locale;

/** The system that builds, which is the one that is built for. */
enum Host {
    LINUX,
    MACOS,
    WINDOWS;

    static final Host SYSTEM = find();

    private static Host find() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return LINUX;
        }
        return name.contains("mac") ? MACOS : WINDOWS;
    }

    /** {@code x86_64} or {@code aarch64}. */
    static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            case String other -> throw new IllegalStateException("Trunkline has no natives for " + other);
        };
    }
}
