package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.MediaEngine.Playing;
import app.trunkline.media.SoundSystem;
import app.trunkline.media.Tone;
import app.trunkline.media.javasound.JavaSoundSystem;
import app.trunkline.media.pulse.PulseSoundSystem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link SoundSystem} owes, measured at a real sound server: Java Sound reaches it through ALSA. */
@Tag("alone")
@Timeout(120)
class SoundSystemIT {
    /** RMS of a tone of the telephone network: a quarter of full scale, shared by its frequencies. */
    private static final double NETWORK_TONE = 0.25 / Math.sqrt(2);

    private static final Duration BLINK = Duration.ofMillis(300);
    private static final Duration PRESS = Duration.ofMillis(300);

    private static SoundServer server;
    private static ThreadEventLoop loop;
    private SoundSystem system = silent();

    /** The implementations. */
    enum Kind {
        PULSE {
            @Override
            SoundSystem make(EventLoop loop) throws Exception {
                var pulse = new PulseSoundSystem(loop);
                SoundServer.await("the sound server", pulse::available);
                return pulse;
            }
        },
        JAVA_SOUND {
            @Override
            SoundSystem make(EventLoop loop) {
                return new JavaSoundSystem(loop);
            }
        };

        abstract SoundSystem make(EventLoop loop) throws Exception;
    }

    private static SoundSystem silent() {
        return new JavaSoundSystem(loop);
    }

    @BeforeAll
    static void start() throws Exception {
        server = new SoundServer();
        server.use();
        loop = new ThreadEventLoop("loop");
    }

    @AfterEach
    void close() throws Exception {
        system.close();
        SoundServer.await("silence", SoundSystemIT::silence);
    }

    @AfterAll
    static void stop() throws Exception {
        loop.close();
        server.close();
    }

    private Playing play(Kind kind, Tone tone, String... device) throws Exception {
        system.close();
        system = kind.make(loop);
        return Side.on(loop, () -> system.play(tone, List.of(device).stream().findFirst()));
    }

    private static boolean silence() throws Exception {
        return Spectrum.level(server.listen("spk", BLINK)) == 0;
    }

    private static void awaitTone(double hertz, double level) throws Exception {
        SoundServer.await(hertz + " Hz", () -> {
            var heard = server.listen("spk", BLINK);
            return Spectrum.share(heard, SoundServer.RATE, hertz) > 0.95
                    && Math.abs(20 * Math.log10(Spectrum.level(heard) / level)) < 1.5;
        });
    }

    @ParameterizedTest
    @EnumSource
    void aToneComesOutOfTheSpeakerInItsPitchAndStrengthUntilItIsStopped(Kind kind) throws Exception {
        var ringback = play(kind, new Tone.Ringback("DE"));
        awaitTone(425, NETWORK_TONE);
        ringback.close();
        ringback.close();
        SoundServer.await("silence", SoundSystemIT::silence);
        // The next beat of its rhythm would be here.
        assertThat(Spectrum.level(server.listen("spk", Duration.ofSeconds(4)))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aKeySoundsItsTwoFrequenciesAndEndsByItself(Kind kind) throws Exception {
        system = kind.make(loop);
        SoundServer.await("the key", () -> {
            // How late a key is heard depends on the machine: it is pressed again and again while the speaker is
            // recorded.
            for (int press = 0; press < 12; press++) {
                loop.schedule(PRESS.multipliedBy(press), () -> system.play(new Tone.Key('5'), Optional.empty()));
            }
            return holdsKey(server.listen("spk", PRESS.multipliedBy(12)));
        });
        SoundServer.await("silence", SoundSystemIT::silence);
    }

    /** Whether some 50 ms are the two frequencies of the key 5 and nothing else. */
    private static boolean holdsKey(short[] heard) {
        int block = SoundServer.RATE / 20;
        for (int from = 0; from + block <= heard.length; from += block / 2) {
            var moment = Arrays.copyOfRange(heard, from, from + block);
            if (Spectrum.share(moment, SoundServer.RATE, 770) + Spectrum.share(moment, SoundServer.RATE, 1336) > 0.9) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void aDeviceThatIsNotThereFallsBackToTheSystems(Kind kind) throws Exception {
        play(kind, new Tone.Ringback("GR"), "a device that was unplugged");
        awaitTone(425, NETWORK_TONE);
    }

    @ParameterizedTest
    @EnumSource
    void twoSoundsAreHeardAtOnce(Kind kind) throws Exception {
        play(kind, new Tone.Ringback("DE"));
        awaitTone(425, NETWORK_TONE);
        Side.on(loop, () -> system.play(new Tone.Ring(), Optional.empty()));
        SoundServer.await("the ring", () -> {
            var heard = server.listen("spk", BLINK);
            return Spectrum.of(heard, SoundServer.RATE, 1318.51) > 0.01
                    || Spectrum.of(heard, SoundServer.RATE, 987.77) > 0.01;
        });
    }

    @ParameterizedTest
    @EnumSource
    void theLevelOfTheMicrophoneIsTold(Kind kind) throws Exception {
        system = kind.make(loop);
        var levels = new CopyOnWriteArrayList<Double>();
        var listening = Side.on(loop, () -> system.listen(Optional.empty(), levels::add));
        SoundServer.await("silence", () -> !levels.isEmpty() && levels.getLast() < 0.01);
        var said = server.say(700);
        SoundServer.await("the tone", () -> levels.getLast() > 0.35 && levels.getLast() < 0.45);
        int before = levels.size();
        SoundServer.await("twenty levels a second", () -> levels.size() > before + 20);
        listening.close();
        Side.on(loop, () -> true);
        int after = levels.size();
        said.destroy();
        Thread.sleep(500);
        assertThat(levels).hasSize(after);
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsEverySound(Kind kind) throws Exception {
        play(kind, new Tone.Ring());
        SoundServer.await("the ring", () -> Spectrum.level(server.listen("spk", BLINK)) > 0.01);
        system.close();
        SoundServer.await("silence", SoundSystemIT::silence);
        assertThat(Spectrum.level(server.listen("spk", Duration.ofSeconds(4)))).isZero();
    }

    /** The engine as it is where no sound server is known of. */
    @Test
    void anIncomingCallRingsAudiblyOnWindowsAndMacOs() throws Exception {
        system = new JavaSoundSystem(loop);
        var engine = new WebRtcMediaEngine(loop, system);
        try {
            var ring = Side.on(loop, () -> engine.play(new Tone.Ring(), AudioDevice.Role.RINGER));
            SoundServer.await("the ring", () -> {
                var heard = server.listen("spk", BLINK);
                return Spectrum.level(heard) > 0.01 && Spectrum.of(heard, SoundServer.RATE, 1318.51) > 0.005;
            });
            ring.close();
            var levels = new CopyOnWriteArrayList<Double>();
            var listening = Side.on(loop, () -> engine.tryOut(Optional.empty(), levels::add));
            SoundServer.await("the microphone's level", () -> levels.size() > 20);
            listening.close();
        } finally {
            engine.close();
        }
    }
}
