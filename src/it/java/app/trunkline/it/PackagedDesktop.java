package app.trunkline.it;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged desktop phone as a process, in a window of a {@link Screen}, with the sound server of a {@link Lab}. */
final class PackagedDesktop {
    private static final int RING_HZ = 1318;

    /** Where the window of an incoming call has its Answer, on a screen of 1280 by 900. */
    static final int ANSWER_X = 1160;

    static final int ANSWER_Y = 140;

    private PackagedDesktop() {}

    /**
     * A line at the laboratory's Kamailio that rings on the second sound device.
     *
     * @param home of its settings
     */
    static void setUpLine(Lab lab, Path home) throws IOException {
        Map<String, Object> line = Map.of(
                "id", "a1",
                "name", "Office",
                "enabled", true,
                "server", lab.wss(),
                "domain", lab.get("DOMAIN"),
                "user", "trunk_12345",
                "callerId", "+14155550123",
                "country", "US",
                "authority", lab.ca().toString());
        Map<String, Object> settings = Map.of(
                "schemaVersion",
                1,
                "accounts",
                List.of(line),
                "audio",
                Map.of("ringer", "spk2", "keyTones", false),
                "theme",
                "light",
                "passwordsInFile",
                true);
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/settings.json"), new Gson().toJson(settings));
        var secrets = Files.createFile(
                home.resolve("config/secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                secrets,
                "a1/sip=" + Files.readString(lab.passwordFile("trunk_12345")).strip());
    }

    /**
     * Starts it.
     *
     * @param home of its settings, data and logs
     * @param more of its environment
     */
    static Process start(Lab lab, Screen screen, Path home, Map<String, String> more, String... words)
            throws IOException {
        var builder = new ProcessBuilder(Program.command(words))
                .redirectErrorStream(true)
                .redirectOutput(lab.logs().resolve("desktop.log").toFile());
        builder.environment().putAll(lab.pulse().environment());
        builder.environment().putAll(screen.environment());
        builder.environment().put("TRUNKLINE_HOME", home.toString());
        // No desktop of whoever runs the tests.
        builder.environment().put("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        builder.environment().putAll(more);
        return builder.start();
    }

    /** Starts it, waits for its window and gives that the keyboard. */
    static Process open(Lab lab, Screen screen, Path home, Map<String, String> more, String... words)
            throws IOException {
        var desktop = start(lab, screen, home, more, words);
        screen.awaitWindow("Trunkline");
        screen.focus("Trunkline");
        return desktop;
    }

    /** Whether a call rings on the device; the card of the call is there by then, too. */
    static boolean rings(Lab lab, String device) {
        return Math.abs(lab.pulse().hear(device, Duration.ofSeconds(1)).hz() - RING_HZ) < 20;
    }

    /** Ends it as the desktop's log-out would. */
    static void end(Process desktop) throws InterruptedException {
        desktop.destroy();
        if (!desktop.waitFor(20, TimeUnit.SECONDS)) {
            desktop.destroyForcibly();
        }
    }
}
