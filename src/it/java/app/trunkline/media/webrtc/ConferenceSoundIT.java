package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEngine.Playing;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.Notice;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.RecordingFailure;
import app.trunkline.media.WavFile;
import app.trunkline.media.pulse.PulseSoundSystem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls that are mixed here, again and again in one process. Native WebRTC aborts the process when its audio module and a
 * mixer feed one stream: that this test ends at all is what it proves. Who hears whom is proven against other telephones.
 */
@Tag("alone")
class ConferenceSoundIT {
    private static SoundServer server;
    private static ThreadEventLoop loop;
    private static PulseSoundSystem sound;
    private static WebRtcMediaEngine engine;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = new SoundServer();
        server.use();
        loop = new ThreadEventLoop("loop");
        sound = new PulseSoundSystem(loop);
        engine = new WebRtcMediaEngine(loop, sound);
        server.say(700);
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        sound.close();
        loop.close();
        server.close();
    }

    private Playing join(Side... sides) throws Exception {
        return Side.on(
                loop, () -> engine.join(Arrays.stream(sides).map(Side::session).toList()));
    }

    private void end(Playing playing) throws Exception {
        Side.on(loop, () -> {
            playing.close();
            return true;
        });
    }

    private static short[] channel(Path wav, int channels, int which) throws Exception {
        var bytes = Files.readAllBytes(wav);
        var all = ByteBuffer.wrap(bytes, 44, bytes.length - 44)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        var samples = new short[all.remaining() / channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = all.get(i * channels + which);
        }
        return samples;
    }

    private MediaOptions recording(String name) {
        return new MediaOptions(List.of(), false, List.of("PCMU"), Optional.empty(), Optional.of(folder.resolve(name)));
    }

    private double heard(String name, double hertz) throws Exception {
        var samples = channel(folder.resolve(name), 1, 0);
        return Spectrum.of(Spectrum.last(samples, At48k.RATE / 2), At48k.RATE, hertz);
    }

    @Test
    void callsAreJoinedHeldAndSplitAgainAndAgain() throws Exception {
        try (var a = new Side(loop, engine, recording("a.wav"));
                var farA = new Side(loop, engine, recording("far-a.wav"));
                var b = new Side(loop, engine, recording("b.wav"));
                var farB = new Side(loop, engine, recording("far-b.wav"))) {
            farA.mute(true);
            farB.mute(true);
            a.call(farA);
            b.call(farB);
            SoundServer.await("the microphone", () -> heard("far-a.wav", 700) > 0.01);
            for (int round = 0; round < ROUNDS; round++) {
                var conference = join(a, b);
                var kept = a.record(folder.resolve("round-" + round + ".wav"), Notice.NONE);
                TimeUnit.MILLISECONDS.sleep(100L * (round % 5));
                a.renegotiate(farA, new OfferOptions(MediaDirection.SENDONLY, false), MediaDirection.SENDRECV);
                b.mute(round % 2 == 0);
                a.renegotiate(farA, OfferOptions.INITIAL, MediaDirection.SENDRECV);
                farB.renegotiate(b, new OfferOptions(MediaDirection.INACTIVE, false), MediaDirection.SENDRECV);
                if (round % 5 == 0) {
                    b.mute(false);
                    farB.renegotiate(b, OfferOptions.INITIAL, MediaDirection.SENDRECV);
                    TimeUnit.MILLISECONDS.sleep(1000);
                    SoundServer.await("the mixed microphone at a", () -> heard("far-a.wav", 700) > 0.01);
                    SoundServer.await("the mixed microphone at b", () -> heard("far-b.wav", 700) > 0.01);
                } else {
                    farB.renegotiate(b, OfferOptions.INITIAL, MediaDirection.SENDRECV);
                }
                end(kept);
                b.mute(false);
                end(conference);
            }
            TimeUnit.MILLISECONDS.sleep(1000);
            SoundServer.await("the module's microphone", () -> heard("far-a.wav", 700) > 0.01);
            SoundServer.await("the module's microphone", () -> heard("far-b.wav", 700) > 0.01);
        }
    }

    private static final int ROUNDS = Integer.getInteger("trunkline.rounds", 10);

    @Test
    void aRecordingHasBothSidesAndItsNoticeIsHeard() throws Exception {
        var file = folder.resolve("deep/er/call.wav");
        try (var near = new Side(loop, engine, recording("near.wav"));
                var far = new Side(loop, engine, recording("far.wav"))) {
            far.mute(true);
            near.call(far);
            SoundServer.await("the microphone", () -> heard("far.wav", 700) > 0.01);
            var plain = near.record(file, Notice.NONE);
            TimeUnit.MILLISECONDS.sleep(2500);
            assertThat(heard("far.wav", Beeps.HERTZ)).isLessThan(0.003);
            near.mute(true);
            TimeUnit.MILLISECONDS.sleep(1500);
            end(plain);
            near.mute(false);
            var told = near.record(folder.resolve("told.wav"), Notice.TONE);
            SoundServer.await("the notice", () -> heard("far.wav", Beeps.HERTZ) > 0.01);
            SoundServer.await("the voice with it", () -> heard("far.wav", 700) > 0.01);
            end(told);
            var again = near.record(file, Notice.NONE);
            SoundServer.await("a failure", () -> near.failures.equals(List.of(RecordingFailure.NOT_WRITABLE)));
            end(again);
        }
        try (var wav = WavFile.open(file)) {
            assertThat(wav.duration()).isBetween(Duration.ofMillis(3000), Duration.ofMillis(6000));
        }
        var left = channel(file, 2, 0);
        assertThat(Spectrum.of(Arrays.copyOfRange(left, At48k.RATE, 2 * At48k.RATE), At48k.RATE, 700))
                .isGreaterThan(0.01);
        assertThat(Spectrum.level(Spectrum.last(left, At48k.RATE))).isZero();
        assertThat(Spectrum.level(channel(file, 2, 1))).isLessThan(0.001);
    }
}
