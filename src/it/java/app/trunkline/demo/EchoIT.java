package app.trunkline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo line against native WebRTC, with sound that is proven by its frequency. */
@Tag("alone")
class EchoIT {
    private static final double TONE = 1000;
    private static final int BURSTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final ThreadEventLoop loop = new ThreadEventLoop("demo-it");
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @SuppressWarnings("NullAway.Init")
    private PrivateSound sound;

    @SuppressWarnings("NullAway.Init")
    private DemoLine line;

    @SuppressWarnings("NullAway.Init")
    private Process phone;

    @SuppressWarnings("NullAway.Init")
    private BufferedWriter commands;

    @BeforeEach
    void start() throws Exception {
        sound = new PrivateSound(directory);
        line = DemoLine.start(loop, directory);
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                NativePhone.class.getName(),
                line.uri().toString(),
                line.authority().toString());
        builder.environment().put("TRUNKLINE_PASSWORD", line.password());
        sound.into(builder);
        phone = builder.redirectError(directory.resolve("phone.log").toFile()).start();
        commands = phone.outputWriter(StandardCharsets.UTF_8);
        var reader = new Thread(this::read, "phone-output");
        reader.setDaemon(true);
        reader.start();
        await("open");
    }

    private void read() {
        try (var in = new BufferedReader(new InputStreamReader(phone.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            said.add("closed");
        }
    }

    @AfterEach
    void stop() throws Exception {
        phone.destroy();
        line.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        loop.close();
        sound.close();
    }

    private void tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    private String await(String prefix) throws Exception {
        List<String> heard = new ArrayList<>();
        for (var text = said.poll(20, TimeUnit.SECONDS); text != null; text = said.poll(20, TimeUnit.SECONDS)) {
            if (text.startsWith(prefix)) {
                return text;
            }
            heard.add(text);
        }
        throw new AssertionError(
                "no \"" + prefix + "\" in " + heard + "\n" + Files.readString(directory.resolve("phone.log")));
    }

    @Test
    void sendsBackWhatItHears() throws Exception {
        tell("call *43");
        await("media CONNECTED");
        try (var mouth = sound.listen("mic");
                var ear = sound.listen("spk")) {
            sound.say(PrivateSound.bursts(TONE, BURSTS, Duration.ofSeconds(1)));
            // The player has all of it, and is saying it.
            var end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end
                    && (mouth.onsets(TONE).size() < BURSTS || ear.onsets(TONE).size() < BURSTS - 1)) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            // The last one is on its way back.
            TimeUnit.MILLISECONDS.sleep(500);
            var spoken = mouth.onsets(TONE);
            var heard = ear.onsets(TONE);
            // The first burst may meet a call that is still finding its level.
            assertThat(spoken).hasSizeGreaterThanOrEqualTo(8);
            assertThat(heard).hasSizeBetween(spoken.size() - 1, spoken.size() + 1);
            // Either microphone may have missed the first burst; the last one is in both.
            assertThat(heard.getLast() - spoken.getLast()).isBetween(0.0, 1000.0);
        }
    }
}
