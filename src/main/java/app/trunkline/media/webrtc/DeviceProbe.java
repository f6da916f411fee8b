package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import dev.onvoid.webrtc.media.MediaDevices;
import dev.onvoid.webrtc.media.audio.AudioDevice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Asks the native library for the sound devices, where nothing better is known of (macOS, Windows). The question can
 * hang for good, so it is put on a thread that the program can do without, and given up after a while. On the event
 * loop.
 */
final class DeviceProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final EventLoop loop;

    DeviceProbe(EventLoop loop) {
        this.loop = loop;
    }

    /** The devices of the library; only these can be handed back to it. */
    record Found(List<AudioDevice> microphones, List<AudioDevice> speakers) {}

    /** Completes on the loop; fails when the library does not answer. */
    CompletableFuture<Found> ask() {
        var answer = new CompletableFuture<Found>();
        var timeout = loop.schedule(
                TIMEOUT, () -> answer.completeExceptionally(new TimeoutException("the device list hangs")));
        // A thread of its own each time: on Windows a thread that once served COM in another mode is refused.
        Threads.beside(
                loop,
                "device-probe",
                () -> new Found(
                        List.copyOf(MediaDevices.getAudioCaptureDevices()),
                        List.copyOf(MediaDevices.getAudioRenderDevices())),
                answer::complete,
                answer::completeExceptionally);
        answer.whenComplete((found, failure) -> timeout.cancel());
        return answer;
    }
}
