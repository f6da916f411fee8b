package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Threads;
import app.trunkline.media.HeldSound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who hears whom, and that loud voices together do not crack. */
class MixerTest {
    private static final Object ROOM = new Object();

    private final List<short[]> cleanedAgainst = new ArrayList<>();
    private final Mixer mixer = new Mixer((captured, heard) -> {
        cleanedAgainst.add(heard);
        return captured;
    });

    /** A far side that says a constant, and what it was sent last. */
    private final class FarEnd {
        private final List<short[]> sent = new ArrayList<>();
        private final MixerPort port = new MixerPort(sent::add);
        private final short voice;

        FarEnd(int voice) {
            this.voice = (short) voice;
            mixer.add(port);
        }

        FarEnd in(Object room) {
            port.conference(Optional.of(room));
            return this;
        }

        void speak() {
            port.receive(steady(voice, 960), At48k.RATE);
        }

        int heard() {
            return sent.getLast()[100];
        }
    }

    private static short[] steady(int value, int count) {
        var samples = new short[count];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    private void run(int microphone, FarEnd... ends) {
        mixer.addMicrophone(steady(microphone, 960));
        for (var end : ends) {
            end.speak();
        }
        mixer.tick();
        mixer.tick();
    }

    @Test
    void eachHearsTheMicrophoneAndTheOthersButNotItself() {
        var a = new FarEnd(10).in(ROOM);
        var b = new FarEnd(200).in(ROOM);
        var c = new FarEnd(3000).in(ROOM);
        run(1, a, b, c);
        assertThat(a.heard()).isEqualTo(3201);
        assertThat(b.heard()).isEqualTo(3011);
        assertThat(c.heard()).isEqualTo(211);
    }

    @Test
    void whoIsInNoRoomOrInAnotherHearsTheMicrophoneAlone() {
        var a = new FarEnd(10).in(ROOM);
        var b = new FarEnd(200);
        var c = new FarEnd(3000).in(new Object());
        run(1, a, b, c);
        assertThat(List.of(a.heard(), b.heard(), c.heard())).containsExactly(1, 1, 1);
    }

    @Test
    void mutedTheOthersGoOnHearingOneAnother() {
        var a = new FarEnd(10).in(ROOM);
        var b = new FarEnd(200).in(ROOM);
        a.port.mute(true);
        b.port.mute(true);
        run(1, a, b);
        assertThat(a.heard()).isEqualTo(200);
        assertThat(b.heard()).isEqualTo(10);
    }

    @Test
    void whoIsHeldNeitherHearsNorIsHeard() {
        var a = new FarEnd(10).in(ROOM);
        var b = new FarEnd(200).in(ROOM);
        b.port.hold(true);
        run(1, a, b);
        assertThat(a.heard()).isEqualTo(1);
        assertThat(b.sent).isEmpty();
    }

    @Test
    void whoIsHeldHearsItsMusicAlone() throws Exception {
        var a = new FarEnd(10).in(ROOM);
        var b = new FarEnd(200).in(ROOM);
        b.port.hold(true);
        var music = new HoldMusic(new HeldSound.Tune(), why -> {}, Threads.single("music"));
        b.port.music(Optional.of(music));
        a.port.music(Optional.of(music));
        run(1, a, b);
        assertThat(a.heard()).as("not held: no music").isEqualTo(1);
        assertThat(b.sent).as("music, or the silence before it").hasSize(2);
        var expected = beginningOfTheTune();
        expected.add(steady(0, At48k.FRAME));
        assertThat(b.sent)
                .allSatisfy(frame -> assertThat(expected)
                        .anySatisfy(each -> assertThat(frame).containsExactly(each)));
        b.port.hold(false);
        run(1, a, b);
        assertThat(b.heard()).as("the voice again").isEqualTo(11);
        music.close();
    }

    /** Its first two frames, as it gives them once they are read. */
    private static List<short[]> beginningOfTheTune() {
        var music = new HoldMusic(new HeldSound.Tune(), why -> {}, Threads.single("tune"));
        List<short[]> frames = new ArrayList<>();
        while (frames.size() < 2) {
            var frame = music.next();
            if (!Arrays.equals(frame, steady(0, At48k.FRAME))) {
                frames.add(frame);
            } else {
                Thread.yield();
            }
        }
        music.close();
        return frames;
    }

    @Test
    void theEchoIsTakenOutAgainstAllThatIsPlayed() {
        run(1, new FarEnd(10), new FarEnd(200));
        assertThat(cleanedAgainst.getLast()).containsOnly(210);
        assertThat(mixer.level()).isBetween(0.00003, 0.00004);
    }

    @Test
    void loudVoicesAreBentAndNeverTurnOver() {
        var a = new FarEnd(0).in(ROOM);
        var b = new FarEnd(30_000).in(ROOM);
        var c = new FarEnd(30_000).in(ROOM);
        run(30_000, a, b, c);
        assertThat(a.heard()).isBetween(32_000, 32_767);
        assertThat(Mixer.limited(24_000)).isEqualTo((short) 24_000);
        assertThat(Mixer.limited(-90_000)).isBetween((short) -32_767, (short) -32_000);
        int before = 0;
        for (int sample = 0; sample < 100_000; sample += 100) {
            assertThat((int) Mixer.limited(sample)).isGreaterThanOrEqualTo(before);
            before = Mixer.limited(sample);
        }
    }

    @Test
    void aTellTaleToneIsSentWithTheVoiceAtOnceAndEveryFifteenSeconds() {
        var a = new FarEnd(0);
        a.port.recordingTone(MixerPort.RecordingTone.ON);
        for (int tick = 0; tick < 1600; tick++) {
            mixer.tick();
        }
        var loud = new ArrayList<Integer>();
        for (int tick = 0; tick < 1600; tick++) {
            if (Spectrum.level(a.sent.get(tick)) > 0.05) {
                loud.add(tick);
            }
        }
        assertThat(loud).hasSize(40).startsWith(0).contains(19, 1500, 1519).doesNotContain(20, 1499, 1520);
        var tone = new short[20 * At48k.FRAME];
        for (int tick = 0; tick < 20; tick++) {
            System.arraycopy(a.sent.get(tick), 0, tone, tick * At48k.FRAME, At48k.FRAME);
        }
        assertThat(Spectrum.share(tone, At48k.RATE, Beeps.HERTZ)).isGreaterThan(0.95);
        a.port.recordingTone(MixerPort.RecordingTone.OFF);
        mixer.tick();
        assertThat(Spectrum.level(a.sent.getLast())).isZero();
    }

    @Test
    void soundOfAnyRateIsMixed() {
        var a = new FarEnd(0).in(ROOM);
        var b = new FarEnd(0).in(ROOM);
        for (int i = 0; i < 10; i++) {
            b.port.receive(steady(1000, 80), 8000);
        }
        for (int i = 0; i < 6; i++) {
            mixer.tick();
        }
        assertThat(a.heard()).isBetween(990, 1010);
    }
}
