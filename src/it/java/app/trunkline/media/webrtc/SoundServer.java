package app.trunkline.media.webrtc;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PulseAudio daemon of the test's own, with null sinks for a sound card: {@code mic} (what is played there is said),
 * {@code spk} and {@code spk2}. On a private socket; stopped by its process handle.
 */
final class SoundServer implements AutoCloseable {
    static final int RATE = 48_000;

    private final Path folder;
    private final Process daemon;
    private final List<Process> children = new ArrayList<>();

    SoundServer() throws Exception {
        folder = Files.createTempDirectory("tl-pulse");
        List<String> command = new ArrayList<>(List.of(
                "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-level=error"));
        for (String module : List.of(
                "module-native-protocol-unix socket=" + socket() + " auth-anonymous=1",
                "module-null-sink sink_name=spk sink_properties=device.description=Speaker",
                "module-null-sink sink_name=spk2 sink_properties=device.description=Headset",
                "module-null-sink sink_name=mic",
                "module-remap-source master=mic.monitor source_name=micsrc"
                        + " source_properties=device.description=Microphone")) {
            command.add("-L");
            command.add(module);
        }
        daemon = start(command, Map.of("XDG_RUNTIME_DIR", folder.toString()));
        await("the sound server", () -> run("pactl", "info").contains("Server Name"));
        run("pactl", "set-default-sink", "spk");
        run("pactl", "set-default-source", "micsrc");
    }

    private Path socket() {
        return folder.resolve("native");
    }

    String address() {
        return "unix:" + socket();
    }

    private Process start(List<String> command, Map<String, String> more) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PULSE_SERVER", address());
        builder.environment().putAll(more);
        builder.redirectOutput(new File(folder.toFile(), new File(command.getFirst()).getName() + ".log"));
        return builder.start();
    }

    /** The output of a client of this server. */
    String run(String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PULSE_SERVER", address());
        var process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor(10, TimeUnit.SECONDS);
        return output;
    }

    /** Says a tone into the microphone until closed. */
    Process say(double hertz) throws Exception {
        var wav = folder.resolve("tone-" + hertz + ".wav");
        new ProcessBuilder(
                        "sox",
                        "-n",
                        "-r",
                        "48000",
                        "-c",
                        "1",
                        "-b",
                        "16",
                        wav.toString(),
                        "synth",
                        "120",
                        "sine",
                        String.valueOf(hertz),
                        "vol",
                        "0.4")
                .inheritIO()
                .start()
                .waitFor(20, TimeUnit.SECONDS);
        var player = start(List.of("paplay", "--latency-msec=20", "-d", "mic", wav.toString()), Map.of());
        children.add(player);
        await("the tone", () -> run("pactl", "list", "short", "sink-inputs").contains("\t"));
        return player;
    }

    /** What comes out of a sink for so long. */
    short[] listen(String sink, Duration time) throws Exception {
        var builder = new ProcessBuilder(
                "parec",
                "--latency-msec=20",
                "-d",
                sink + ".monitor",
                "--rate=" + RATE,
                "--channels=1",
                "--format=s16le");
        builder.environment().put("PULSE_SERVER", address());
        var recorder = builder.start();
        children.add(recorder);
        try {
            var bytes = recorder.getInputStream().readNBytes((int) (RATE * 2 * time.toMillis() / 1000));
            var samples = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        } finally {
            recorder.destroy();
        }
    }

    /** Waits for something that becomes true by itself. */
    static void await(String what, Check check) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Something that becomes true. */
    interface Check {
        boolean holds() throws Exception;
    }

    /** Makes native code of this process use this server. */
    void use() {
        setenv("PULSE_SERVER", address());
    }

    @SuppressWarnings("restricted")
    static void setenv(String name, String value) {
        var linker = Linker.nativeLinker();
        var setenv = linker.downcallHandle(
                linker.defaultLookup().find("setenv").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            int ignored = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        children.forEach(Process::destroy);
        daemon.destroy();
        daemon.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
