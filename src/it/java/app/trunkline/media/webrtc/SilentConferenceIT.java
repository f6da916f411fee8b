package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.HeldSound;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.Notice;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.WavFile;
import app.trunkline.media.pulse.PulseSoundSystem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine without a sound server still lets its callers hear one another, and records them. */
@Tag("alone")
@Timeout(120)
class SilentConferenceIT {
    @TempDir
    private Path folder;

    private MediaOptions recording(String name) {
        return new MediaOptions(List.of(), false, List.of("PCMU"), Optional.empty(), Optional.of(folder.resolve(name)));
    }

    private short[] samples(String name) throws Exception {
        return Recorded.samples(folder.resolve(name));
    }

    private double heard(String name, double hertz) throws Exception {
        return Spectrum.of(Spectrum.last(samples(name), At48k.RATE / 2), At48k.RATE, hertz);
    }

    private double heardLevel(String name) throws Exception {
        return Spectrum.level(Spectrum.last(samples(name), At48k.RATE / 2));
    }

    /** The loudest half second behind that many samples: a tone of 200 ms may have gone by between two looks. */
    private double heardSince(int start, String name) throws Exception {
        var all = samples(name);
        var loudest = 0.0;
        for (int end = start + At48k.RATE / 2; end <= all.length; end += At48k.RATE / 8) {
            var window = Arrays.copyOfRange(all, end - At48k.RATE / 2, end);
            loudest = Math.max(loudest, Spectrum.of(window, At48k.RATE, Beeps.HERTZ));
        }
        return loudest;
    }

    @Test
    void callersHearOneAnother() throws Exception {
        SoundServer.setenv("PULSE_SERVER", "unix:" + folder.resolve("none"));
        var loop = new ThreadEventLoop("loop");
        var sound = new PulseSoundSystem(loop);
        var engine = new WebRtcMediaEngine(loop, sound);
        var kept = folder.resolve("kept.wav");
        try (var a = new Side(loop, engine, recording("a.wav"));
                var farA = new Side(loop, engine, recording("far-a.wav"));
                var b = new Side(loop, engine, recording("b.wav"));
                var farB = new Side(loop, engine, recording("far-b.wav"))) {
            a.call(farA);
            b.call(farB);
            Side.on(loop, () -> {
                engine.whileHeld(new HeldSound.Tune(), why -> {});
                return true;
            });
            for (int round = 0; round < 5; round++) {
                var start = samples("far-b.wav").length;
                var conference = Side.on(loop, () -> engine.join(List.of(a.session(), b.session())));
                // The recording's tone is the only sound that a machine without devices can make.
                var told = farA.record(folder.resolve("told-" + round + ".wav"), Notice.TONE);
                var own = round == 0 ? a.record(kept, Notice.NONE) : told;
                SoundServer.await("the tone at the other caller", () -> heardSince(start, "far-b.wav") > 0.005);
                assertThat(heard("far-a.wav", Beeps.HERTZ))
                        .as("not back to who made it")
                        .isLessThan(0.002);
                a.renegotiate(farA, new OfferOptions(MediaDirection.SENDONLY, false), MediaDirection.SENDRECV);
                SoundServer.await("music at whoever is held", () -> heardLevel("far-a.wav") > 0.01);
                a.renegotiate(farA, OfferOptions.INITIAL, MediaDirection.SENDRECV);
                loop.execute(own::close);
                loop.execute(told::close);
                loop.execute(conference::close);
                SoundServer.await("silence", () -> heard("far-b.wav", Beeps.HERTZ) < 0.002);
            }
        }
        try (var wav = WavFile.open(kept)) {
            assertThat(wav.duration().toMillis()).isPositive();
        }
        engine.close();
        sound.close();
        loop.close();
    }
}
