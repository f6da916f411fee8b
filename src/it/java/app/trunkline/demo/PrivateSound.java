package app.trunkline.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A sound server of the test's own: a sink {@code mic} that is the phone's microphone, and a sink {@code spk} that is its
 * loudspeaker. Tones are played into the one and listened for in the other.
 */
final class PrivateSound implements AutoCloseable {
    static final int RATE = 48_000;

    private final Path directory;
    private final Process daemon;
    private final List<Process> others = new ArrayList<>();

    PrivateSound(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        daemon = run(
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--load=module-native-protocol-unix socket=" + socket() + " auth-anonymous=1",
                "--load=module-null-sink sink_name=mic",
                "--load=module-null-sink sink_name=spk",
                "--load=module-remap-source master=mic.monitor source_name=micsrc",
                "--load=module-null-sink sink_name=unused");
        for (int i = 0; i < 100; i++) {
            var asked = run("pactl", "info");
            if (asked.waitFor(5, TimeUnit.SECONDS) && asked.exitValue() == 0) {
                run("pactl", "set-default-sink", "spk").waitFor(5, TimeUnit.SECONDS);
                run("pactl", "set-default-source", "micsrc").waitFor(5, TimeUnit.SECONDS);
                return;
            }
            daemon.waitFor(100, TimeUnit.MILLISECONDS);
        }
        close();
        throw new IOException("no sound server could be started");
    }

    private Path socket() {
        return directory.resolve("pulse.socket");
    }

    /** Gives a process this sound server, and no other. */
    void into(ProcessBuilder builder) {
        builder.environment().put("PULSE_SERVER", "unix:" + socket());
        builder.environment()
                .put("PULSE_RUNTIME_PATH", directory.resolve("runtime").toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().remove("PULSE_SINK");
        builder.environment().remove("PULSE_SOURCE");
    }

    private Process run(String... command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectError(directory.resolve(command[0] + ".log").toFile());
        into(builder);
        var process = builder.start();
        others.add(process);
        return process;
    }

    /** Says samples into the microphone; returns when the player has taken them all. */
    void say(short[] samples) throws IOException {
        var bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        var player = run(
                "pacat",
                "--playback",
                "--raw",
                "--format=s16le",
                "--rate=" + RATE,
                "--channels=1",
                "--latency-msec=20",
                "-d",
                "mic");
        try (var out = player.getOutputStream()) {
            out.write(bytes.array());
        }
    }

    /** What is heard at a sink, from now on. */
    Recording listen(String sink) throws IOException {
        var recorder = run(
                "parec",
                "--raw",
                "--format=s16le",
                "--rate=" + RATE,
                "--channels=1",
                "--latency-msec=10",
                "-d",
                sink + ".monitor");
        return new Recording(recorder);
    }

    /** Bursts of a tone: sound for a fifth of a second, silence for the rest of each. */
    static short[] bursts(double hertz, int count, Duration each) {
        int period = (int) (each.toMillis() * RATE / 1000);
        var samples = new short[period * count];
        for (int i = 0; i < samples.length; i++) {
            if (i % period < RATE / 5) {
                samples[i] = (short) (12_000 * Math.sin(2 * Math.PI * hertz * i / RATE));
            }
        }
        return samples;
    }

    static short[] tone(double hertz, Duration length) {
        var samples = new short[(int) (length.toMillis() * RATE / 1000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (12_000 * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return samples;
    }

    /** A recording under way; the time of a sample is known from when it came. */
    static final class Recording implements AutoCloseable {
        private final Process recorder;
        private final Thread reader;
        private final List<short[]> chunks = new ArrayList<>();
        private long firstNanos;
        private int samples;

        Recording(Process recorder) {
            this.recorder = recorder;
            reader = new Thread(this::read, "recording");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            var buffer = new byte[RATE / 100 * 2];
            try (InputStream in = recorder.getInputStream()) {
                while (in.readNBytes(buffer, 0, buffer.length) == buffer.length) {
                    var chunk = new short[buffer.length / 2];
                    ByteBuffer.wrap(buffer)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asShortBuffer()
                            .get(chunk);
                    synchronized (chunks) {
                        chunks.add(chunk);
                        samples += chunk.length;
                        // The earliest beginning that any chunk speaks for: the others were merely late.
                        long begin = System.nanoTime() - samples * 1_000_000_000L / RATE;
                        firstNanos = chunks.size() == 1 ? begin : Math.min(firstNanos, begin);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private short[] all() {
            synchronized (chunks) {
                var all = ByteBuffer.allocate(samples * 2);
                chunks.forEach(c -> {
                    for (short s : c) {
                        all.putShort(s);
                    }
                });
                var shorts = new short[samples];
                all.flip().asShortBuffer().get(shorts);
                return shorts;
            }
        }

        /** Moments at which the tone sets in, in milliseconds of {@link System#nanoTime}. */
        List<Double> onsets(double hertz) {
            var all = all();
            int window = RATE / 100;
            int step = RATE / 1000;
            List<Double> found = new ArrayList<>();
            boolean on = false;
            int quiet = 0;
            for (int i = 0; i + window <= all.length; i += step) {
                boolean now = amplitude(all, i, window, hertz) > 1500;
                if (now && !on && quiet > 100) {
                    found.add((firstNanos / 1e6) + i * 1000.0 / RATE);
                }
                quiet = now ? 0 : quiet + 1;
                on = now;
            }
            return found;
        }

        /** Share of the whole power that lies at this frequency, over the last so many milliseconds, and its amplitude. */
        double amplitude(double hertz, Duration last) {
            var all = all();
            int length = Math.min(all.length, (int) (last.toMillis() * RATE / 1000));
            return amplitude(all, all.length - length, length, hertz);
        }

        /** Amplitude of one frequency by Goertzel's algorithm. */
        private static double amplitude(short[] samples, int from, int length, double hertz) {
            double k = 2 * Math.cos(2 * Math.PI * hertz / RATE);
            double before = 0;
            double last = 0;
            for (int i = from; i < from + length; i++) {
                double next = samples[i] + k * last - before;
                before = last;
                last = next;
            }
            return Math.sqrt(Math.max(0, before * before + last * last - k * before * last)) * 2 / length;
        }

        @Override
        public void close() {
            recorder.destroy();
        }
    }

    @Override
    public void close() {
        others.forEach(Process::destroy);
        daemon.destroy();
    }
}
