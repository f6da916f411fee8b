package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.media.javasound.JavaSoundSystem;
import app.trunkline.media.pulse.PulseSoundSystem;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine without a sound server takes part in a call with one that has sound. */
@Tag("alone")
@Timeout(90)
class NoSoundIT {
    private static final String MARK = "> ";

    @TempDir
    private Path folder;

    /** The program on such a machine: answers the offer on its standard input, and ends when told. */
    static final class Deaf {
        private Deaf() {}

        /** Ends the process whatever happens: native threads would keep it alive. */
        public static void main(String[] args) {
            try {
                answer(args[0]);
                System.exit(0);
            } catch (Throwable failure) {
                failure.printStackTrace();
                System.exit(1);
            }
        }

        private static void answer(String wav) throws Exception {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
            var loop = new ThreadEventLoop("loop");
            var sound = new PulseSoundSystem(loop);
            var engine = new WebRtcMediaEngine(loop, sound);
            Side.on(loop, () -> {
                engine.warmUp();
                return true;
            });
            var options = new MediaOptions(List.of(), false, List.of(), Optional.empty(), Optional.of(Path.of(wav)));
            try (var side = new Side(loop, engine, options)) {
                var offer = new String(Base64.getDecoder().decode(in.readLine()), StandardCharsets.UTF_8);
                var answer = side.answer(SessionDescription.offer(offer), MediaDirection.SENDRECV);
                out.println(
                        MARK + Base64.getEncoder().encodeToString(answer.sdp().getBytes(StandardCharsets.UTF_8)));
                side.await(MediaEvent.FirstAudio.class);
                out.println(MARK + "heard");
                in.readLine();
            }
            engine.close();
            sound.close();
            loop.close();
        }
    }

    /** The child's next word; its log runs along. */
    private static String marked(BufferedReader in) throws Exception {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(MARK)) {
                return line.substring(MARK.length());
            }
        }
        throw new AssertionError("the other process ended");
    }

    private static boolean silent(List<MediaEvent> events) {
        var levels = List.copyOf(events).stream()
                .filter(MediaEvent.Level.class::isInstance)
                .map(event -> ((MediaEvent.Level) event).farSide())
                .toList();
        return levels.size() > 5
                && levels.subList(levels.size() - 5, levels.size()).stream().allMatch(l -> l == 0);
    }

    @Test
    void itHearsRecordsAndEndsInPeace() throws Exception {
        var wav = folder.resolve("heard.wav");
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Deaf.class.getName(),
                wav.toString());
        command.environment().put("PULSE_SERVER", "unix:" + folder.resolve("none"));
        command.environment().put("XDG_RUNTIME_DIR", folder.toString());
        // Nor can it start a sound server of its own.
        command.environment().put("PATH", folder.toString());
        command.redirectError(folder.resolve("errors").toFile());
        try (var server = new SoundServer();
                var loop = new ThreadEventLoop("loop")) {
            server.use();
            server.say(1000);
            var process = command.start();
            var in = process.inputReader(StandardCharsets.UTF_8);
            var out = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            var engine = new WebRtcMediaEngine(loop, new JavaSoundSystem(loop));
            try (var side = new Side(loop, engine, MediaOptions.PLAIN)) {
                out.println(Base64.getEncoder()
                        .encodeToString(side.offer(OfferOptions.INITIAL).sdp().getBytes(StandardCharsets.UTF_8)));
                var answer = new String(Base64.getDecoder().decode(marked(in)), StandardCharsets.UTF_8);
                assertThat(answer).contains("a=sendrecv");
                side.apply(SessionDescription.answer(answer));
                side.await(MediaEvent.Connected.class);
                assertThat(marked(in)).isEqualTo("heard");
                var silence = Files.size(wav);
                SoundServer.await("a second of sound", () -> Files.size(wav) > silence + 2 * WavRecorder.RATE);
                // It does not say back what it hears, but for a blink before its module rests.
                SoundServer.await("silence from there", () -> silent(side.events));
                out.println("end");
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue())
                        .as(Files.readString(folder.resolve("errors")))
                        .isZero();
            } finally {
                process.destroyForcibly();
                engine.close();
            }
        }
        var samples = Recorded.samples(wav);
        assertThat(Spectrum.share(Spectrum.last(samples, WavRecorder.RATE / 2), WavRecorder.RATE, 1000))
                .isGreaterThan(0.8);
    }
}
