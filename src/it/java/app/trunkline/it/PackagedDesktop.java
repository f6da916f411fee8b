package app.trunkline.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged desktop phone as a process, in a window of a {@link Screen}, with the sound server of a {@link Lab}. */
final class PackagedDesktop {
    private static final int RING_HZ = 1318;

    private PackagedDesktop() {}

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
