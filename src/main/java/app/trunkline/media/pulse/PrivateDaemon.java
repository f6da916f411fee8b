package app.trunkline.media.pulse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PulseAudio daemon of this process, without any hardware: its socket lies in a folder that only this user can enter,
 * its only sink is silent. Ends with {@link #close}, or by itself when this process is gone.
 */
final class PrivateDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateDaemon.class);
    private static final String PROGRAM = "pulseaudio";
    /** Seconds without any client after which the daemon ends: this process was killed. */
    private static final String IDLE = "20";

    private final Process process;
    private final Path folder;

    private PrivateDaemon(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts it. It answers a little later.
     *
     * @throws IOException when the machine does not have the program, or it cannot be started
     */
    static PrivateDaemon start() throws IOException {
        Path program = find().orElseThrow(() -> new IOException("no " + PROGRAM + " on this machine"));
        // A private folder: created readable, writable and enterable by its owner alone.
        Path folder = Files.createTempDirectory("trunkline-sound");
        var command = new ProcessBuilder(List.of(
                program.toString(),
                "-n",
                "--daemonize=no",
                "--use-pid-file=no",
                "--exit-idle-time=" + IDLE,
                "--high-priority=no",
                "--realtime=no",
                "--log-target=stderr",
                "--load=module-native-protocol-unix auth-anonymous=1 socket=" + folder.resolve("native"),
                "--load=module-null-sink rate=48000 channels=1 sink_name=" + SinkNames.silent()));
        command.environment().put("PULSE_RUNTIME_PATH", folder.toString());
        command.environment().put("PULSE_STATE_PATH", folder.toString());
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            var process = command.start();
            LOG.info("a private sound server is started, process {}", process.pid());
            return new PrivateDaemon(process, folder);
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    private static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where it answers, as {@code PULSE_SERVER} has it. */
    String address() {
        return "unix:" + folder.resolve("native");
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends the daemon and removes its folder. Blocks for a second or two at most. Idempotent. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("{} was not removed", folder, e);
        }
    }
}
