package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A sound server for one phone: what is said into the sink {@code mic} is heard by the source {@code micsrc} (the default), what the phone
 * plays goes to the sink {@code spk} (the default). {@code mic2}, {@code micsrc2} and {@code spk2} are the other devices to choose.
 */
public final class Pulse {
    private final Lab lab;
    private final String server;

    Pulse(Lab lab, String server) {
        this.lab = lab;
        this.server = server;
    }

    /** For the environment of the phone. */
    public Map<String, String> environment() {
        return Map.of("PULSE_SERVER", server);
    }

    /** Speaks a tone into {@code mic} until closed. */
    public AutoCloseable say(int hz) {
        return say(hz, "mic");
    }

    /** Speaks a tone into a sink until closed. */
    public AutoCloseable say(int hz, String sink) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            lab.script("sound/say-tone").toString(), Integer.toString(hz), "86400", sink)
                    .redirectErrorStream(true)
                    .redirectOutput(lab.logs().resolve("say-tone.log").toFile());
            builder.environment().putAll(environment());
            Process process = builder.start();
            return () -> {
                process.destroy();
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is played into a sink, for this long. */
    public Tone hear(String sink, Duration time) {
        try {
            Path file = Files.createTempFile(lab.folder(), "heard-" + sink + "-", ".wav");
            String seconds = Double.toString(time.toMillis() / 1000.0);
            Commands.run(environment(), List.of(lab.script("sound/hear").toString(), sink, seconds, file.toString()));
            return Tone.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code pactl}, for instance to list streams or to unload a device. */
    public String pactl(String... words) {
        return Commands.run(
                environment(),
                Stream.concat(Stream.of("pactl"), Arrays.stream(words)).toList());
    }
}
