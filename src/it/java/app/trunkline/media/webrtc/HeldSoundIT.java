package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.HeldSound;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.Notice;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.pulse.PulseSoundSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Music on hold, again and again in one process, as fast as a person can press the button and faster: that this test ends
 * at all is what it proves, see {@link ConferenceSoundIT}. Other telephones hear it in HoldMusicIT.
 */
@Tag("alone")
class HeldSoundIT {
    private static final OfferOptions HOLD = new OfferOptions(MediaDirection.SENDONLY, false);
    private static final int ROUNDS = Integer.getInteger("trunkline.rounds", 10);

    @TempDir
    private Path folder;

    private MediaOptions recording(String name) {
        return new MediaOptions(List.of(), false, List.of("PCMU"), Optional.empty(), Optional.of(folder.resolve(name)));
    }

    private short[] lately(String name) throws Exception {
        var samples = Recorded.samples(folder.resolve(name));
        return Spectrum.last(samples, At48k.RATE / 2);
    }

    private double voice(String name) throws Exception {
        return Spectrum.of(lately(name), At48k.RATE, 700);
    }

    private double level(String name) throws Exception {
        return Spectrum.level(lately(name));
    }

    @Test
    void aCallIsHeldWithMusicAgainAndAgainBesideAnother() throws Exception {
        var server = new SoundServer();
        server.use();
        var loop = new ThreadEventLoop("loop");
        var sound = new PulseSoundSystem(loop);
        var engine = new WebRtcMediaEngine(loop, sound);
        server.say(700);
        Side.on(loop, () -> {
            engine.whileHeld(new HeldSound.Tune(), why -> {});
            return true;
        });
        try (var a = new Side(loop, engine, recording("a.wav"));
                var farA = new Side(loop, engine, recording("far-a.wav"));
                var b = new Side(loop, engine, recording("b.wav"));
                var farB = new Side(loop, engine, recording("far-b.wav"))) {
            farA.mute(true);
            farB.mute(true);
            a.call(farA);
            b.call(farB);
            SoundServer.await("the microphone", () -> voice("far-a.wav") > 0.01);
            for (int round = 0; round < ROUNDS; round++) {
                var kept = b.record(folder.resolve("round-" + round + ".wav"), Notice.NONE);
                a.renegotiate(farA, HOLD, MediaDirection.SENDRECV);
                TimeUnit.MILLISECONDS.sleep(60L * (round % 5));
                b.mute(round % 2 == 0);
                if (round % 5 == 0) {
                    b.mute(false);
                    SoundServer.await(
                            "music and no voice", () -> level("far-a.wav") > 0.01 && voice("far-a.wav") < 0.002);
                    SoundServer.await("the voice beside it", () -> voice("far-b.wav") > 0.01);
                    farA.renegotiate(a, OfferOptions.INITIAL, MediaDirection.SENDONLY);
                    SoundServer.await("still music", () -> level("far-a.wav") > 0.01 && voice("far-a.wav") < 0.002);
                }
                a.renegotiate(farA, OfferOptions.INITIAL, MediaDirection.SENDRECV);
                b.mute(false);
                if (round % 5 == 0) {
                    SoundServer.await("the voice again", () -> voice("far-a.wav") > 0.01);
                }
                loop.execute(kept::close);
            }
            SoundServer.await("the module's microphone", () -> voice("far-a.wav") > 0.01);
            SoundServer.await("the module's microphone", () -> voice("far-b.wav") > 0.01);
            // Another choice is heard in a call that is held already, and so is none.
            a.renegotiate(farA, HOLD, MediaDirection.SENDRECV);
            SoundServer.await("music", () -> level("far-a.wav") > 0.01);
            Side.on(loop, () -> {
                engine.whileHeld(new HeldSound.Silence(), why -> {});
                return true;
            });
            SoundServer.await("silence", () -> level("far-a.wav") < 0.001);
            SoundServer.await("the voice at the other", () -> voice("far-b.wav") > 0.01);
        }
        assertThat(folder.resolve("round-0.wav")).exists();
        engine.close();
        sound.close();
        loop.close();
        server.close();
    }
}
