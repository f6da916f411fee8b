package app.trunkline.media.webrtc;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.javasound.JavaSoundSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The microphone of a conference where only the native library knows the machine's sound, as on macOS and Windows. */
@Tag("alone")
@Timeout(120)
class LibraryMicrophoneIT {
    @TempDir
    private Path folder;

    private double heard() throws Exception {
        var samples = Recorded.samples(folder.resolve("far-a.wav"));
        return Spectrum.of(Spectrum.last(samples, At48k.RATE / 2), At48k.RATE, 700);
    }

    @Test
    void theMicrophoneIsHeardInAConference() throws Exception {
        var options = new MediaOptions(
                List.of(), false, List.of("opus"), Optional.empty(), Optional.of(folder.resolve("far-a.wav")));
        try (var server = new SoundServer();
                var loop = new ThreadEventLoop("loop")) {
            server.use();
            server.say(700);
            var engine = new WebRtcMediaEngine(loop, new JavaSoundSystem(loop));
            SoundServer.await("the devices", () -> engine.devices().get().status() == AudioDevices.Status.READY);
            try (var a = new Side(loop, engine, MediaOptions.PLAIN);
                    var farA = new Side(loop, engine, options);
                    var b = new Side(loop, engine, MediaOptions.PLAIN);
                    var farB = new Side(loop, engine, MediaOptions.PLAIN)) {
                farA.mute(true);
                farB.mute(true);
                a.call(farA);
                b.call(farB);
                var conference = Side.on(loop, () -> engine.join(List.of(a.session(), b.session())));
                a.mute(true);
                SoundServer.await("silence", () -> Files.size(folder.resolve("far-a.wav")) > 50_000 && heard() < 0.001);
                a.mute(false);
                SoundServer.await("the microphone", () -> heard() > 0.01);
                loop.execute(conference::close);
            } finally {
                engine.close();
            }
        }
    }
}
