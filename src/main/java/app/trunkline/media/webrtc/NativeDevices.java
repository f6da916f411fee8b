package app.trunkline.media.webrtc;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioDevices.Status;
import app.trunkline.media.AudioSelection;
import dev.onvoid.webrtc.media.audio.AudioDeviceModuleBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices by the native library, asked every few seconds: its own change listener leaves a thread behind that keeps
 * the process from ending. On the event loop.
 */
final class NativeDevices {
    private static final Logger LOG = LoggerFactory.getLogger(NativeDevices.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final EventLoop loop;
    private final Supplier<CompletableFuture<DeviceProbe.Found>> probe;
    private final Observable<AudioDevices> devices;
    private volatile DeviceProbe.Found found = new DeviceProbe.Found(List.of(), List.of());
    private volatile AudioSelection selection = AudioSelection.SYSTEM;
    private Cancellable next = Cancellable.NONE;
    private boolean closed;

    /** @param probe asks for the devices, and completes on the loop */
    NativeDevices(
            EventLoop loop, Observable<AudioDevices> devices, Supplier<CompletableFuture<DeviceProbe.Found>> probe) {
        this.loop = loop;
        this.devices = devices;
        this.probe = probe;
    }

    /**
     * Asks from now on, but not before the engine has come up or failed: while a first device list hangs on one thread,
     * a first peer connection on another may be left without what it hears, for the life of the process.
     */
    void startAfter(CompletionStage<?> engine) {
        engine.whenComplete((ok, failure) -> loop.execute(this::poll));
    }

    private void poll() {
        if (closed) {
            return;
        }
        probe.get().whenComplete((now, failure) -> {
            if (failure != null) {
                LOG.warn("the sound devices are not known", failure);
                devices.set(AudioDevices.NONE);
            } else {
                found = now;
                devices.set(new AudioDevices(Status.READY, named(now.microphones()), named(now.speakers())));
            }
            next = loop.schedule(INTERVAL, this::poll);
        });
    }

    private static List<AudioDevice> named(List<dev.onvoid.webrtc.media.audio.AudioDevice> devices) {
        return devices.stream()
                .map(device -> new AudioDevice(device.getDescriptor(), device.getName(), false))
                .toList();
    }

    void select(AudioSelection wanted) {
        selection = wanted;
    }

    /** The microphone in use, for those who open one beside the module: the chosen one, else the first. Any thread. */
    Optional<dev.onvoid.webrtc.media.audio.AudioDevice> microphone() {
        var all = found.microphones();
        return find(all, selection.microphone()).or(() -> all.stream().findFirst());
    }

    /** What makes a module use the chosen devices; to be run on the media thread. */
    Consumer<AudioDeviceModuleBase> choice(boolean inCall) {
        var microphone = find(found.microphones(), selection.microphone());
        var speaker = find(found.speakers(), selection.speaker());
        return module -> {
            microphone.ifPresent(device -> {
                if (inCall) {
                    module.stopRecording();
                }
                module.setRecordingDevice(device);
                if (inCall) {
                    module.initRecording();
                    module.startRecording();
                }
            });
            speaker.ifPresent(device -> {
                if (inCall) {
                    module.stopPlayout();
                }
                module.setPlayoutDevice(device);
                if (inCall) {
                    module.initPlayout();
                    module.startPlayout();
                }
            });
        };
    }

    private static Optional<dev.onvoid.webrtc.media.audio.AudioDevice> find(
            List<dev.onvoid.webrtc.media.audio.AudioDevice> devices, Optional<String> id) {
        return devices.stream()
                .filter(device -> id.map(device.getDescriptor()::equals).orElse(false))
                .findFirst();
    }

    void close() {
        closed = true;
        next.cancel();
    }
}
