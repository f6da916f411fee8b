package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.javasound.JavaSoundSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound from a sound server's microphone through a call to its speaker. */
@Tag("alone")
class SoundIT {
    private static final Duration LISTEN = Duration.ofMillis(1500);

    private static SoundServer server;
    private static ThreadEventLoop loop;
    private static WebRtcMediaEngine engine;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = new SoundServer();
        server.use();
        loop = new ThreadEventLoop("loop");
        engine = new WebRtcMediaEngine(loop, new JavaSoundSystem(loop));
        server.say(1000);
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        loop.close();
        server.close();
    }

    private MediaOptions options(String codec, Path record) {
        return new MediaOptions(List.of(), false, List.of(codec), Optional.empty(), Optional.of(record));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus", "G722", "PCMU", "PCMA"})
    void theToneSaidIsHeardAndRecordedInEveryCodec(String codec) throws Exception {
        var wav = folder.resolve("heard.wav");
        try (var a = new Side(loop, engine, options(codec, folder.resolve("a.wav")));
                var b = new Side(loop, engine, options(codec, wav))) {
            // One microphone serves both sides here: only a may speak.
            b.mute(true);
            a.call(b);
            b.await(MediaEvent.FirstAudio.class);
            // Gain control and noise suppression need a moment with a tone that never was a voice.
            SoundServer.await(
                    "the tone", () -> Spectrum.share(server.listen("spk", LISTEN), SoundServer.RATE, 1000) > 0.8);
            assertThat(b.quality().codec()).isEqualTo(codec);
            assertThat(b.events)
                    .filteredOn(MediaEvent.Level.class::isInstance)
                    .anySatisfy(event ->
                            assertThat(((MediaEvent.Level) event).farSide()).isGreaterThan(0.01));
            assertThat(a.events)
                    .filteredOn(MediaEvent.Level.class::isInstance)
                    .anySatisfy(event ->
                            assertThat(((MediaEvent.Level) event).microphone()).isGreaterThan(0.01));
            // Silence through a codec is silence but for the last bits: A-law has no zero.
            assertThat(a.events.reversed())
                    .filteredOn(MediaEvent.Level.class::isInstance)
                    .first()
                    .satisfies(event ->
                            assertThat(((MediaEvent.Level) event).farSide()).isLessThan(0.0005));
        }
        SoundServer.await(
                "the recording",
                () -> server.run("sox", wav.toString(), "-n", "stat").contains("Length"));
        assertThat(Spectrum.bestShare(Recorded.samples(wav), WavRecorder.RATE / 2, WavRecorder.RATE, 1000))
                .isGreaterThan(0.8);
    }

    @Test
    void mutedIsExactSilenceAndSoIsHold() throws Exception {
        // In G.711 silence stays zero to the last bit.
        var options = new MediaOptions(List.of(), false, List.of("PCMU"), Optional.empty(), Optional.empty());
        try (var a = new Side(loop, engine, options);
                var b = new Side(loop, engine, options)) {
            b.mute(true);
            a.call(b);
            b.await(MediaEvent.FirstAudio.class);
            a.mute(true);
            SoundServer.await("silence", () -> Spectrum.level(server.listen("spk", Duration.ofMillis(300))) == 0);
            assertThat(Spectrum.level(server.listen("spk", LISTEN))).isZero();
            a.mute(false);
            SoundServer.await("sound", () -> Spectrum.level(server.listen("spk", Duration.ofMillis(300))) > 0.001);
            a.renegotiate(b, new OfferOptions(MediaDirection.SENDONLY, false), MediaDirection.SENDRECV);
            SoundServer.await("silence", () -> Spectrum.level(server.listen("spk", Duration.ofMillis(300))) == 0);
            a.renegotiate(b, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            SoundServer.await("sound", () -> Spectrum.level(server.listen("spk", Duration.ofMillis(300))) > 0.001);
        }
    }

    /** A section that does not ask for our sound gets a transceiver of its own, without our microphone at first. */
    @Test
    void aCallThatBeginsOnHoldIsHeardOnceItIsTakenBack() throws Exception {
        var options = new MediaOptions(List.of(), false, List.of("PCMU"), Optional.empty(), Optional.empty());
        try (var caller = new Side(loop, engine, options);
                var called = new Side(loop, engine, options)) {
            caller.mute(true);
            caller.renegotiate(called, new OfferOptions(MediaDirection.SENDONLY, false), MediaDirection.RECVONLY);
            caller.await(MediaEvent.Connected.class);
            caller.renegotiate(called, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            caller.await(MediaEvent.FirstAudio.class);
            SoundServer.await(
                    "the called side's tone",
                    () -> Spectrum.share(server.listen("spk", LISTEN), SoundServer.RATE, 1000) > 0.8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus", "PCMU"})
    void digitsAreHeardAsTheirTones(String codec) throws Exception {
        var wav = folder.resolve("digits.wav");
        try (var a = new Side(loop, engine, options(codec, folder.resolve("a.wav")));
                var b = new Side(loop, engine, options(codec, wav))) {
            a.mute(true);
            b.mute(true);
            assertThat(a.dtmf("1")).isFalse();
            a.call(b);
            a.renegotiate(b, new OfferOptions(MediaDirection.SENDONLY, false), MediaDirection.INACTIVE);
            assertThat(a.dtmf("1")).isFalse();
            a.renegotiate(b, OfferOptions.INITIAL, MediaDirection.SENDRECV);
            // A stream that has only just come back is played from its first packet's end on: let it run before the
            // digits.
            long held = Files.size(wav);
            SoundServer.await("the stream", () -> Files.size(wav) > held + WavRecorder.RATE);
            assertThat(a.dtmf("x")).isFalse();
            assertThat(a.dtmf("1,")).isTrue();
            assertThat(a.dtmf("5#D")).isTrue();
            b.await(MediaEvent.FirstAudio.class);
            long one = Files.size(wav);
            SoundServer.await("the digits", () -> Files.size(wav) > one + 4 * WavRecorder.RATE * 2);
        }
        var digits = Keys.in(Recorded.samples(wav), WavRecorder.RATE);
        assertThat(digits).extracting(Keys.Press::key).containsExactly('1', '5', '#', 'D');
        // 160 ms are ten packets, the last sent thrice: a digit cut short would be 60 ms.
        assertThat(digits).allSatisfy(press -> assertThat(press.length()).isBetween(120, 240));
    }
}
