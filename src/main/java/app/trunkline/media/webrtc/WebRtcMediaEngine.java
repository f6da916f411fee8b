package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.MediaSession;
import app.trunkline.media.Tone;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sound by native WebRTC. */
public final class WebRtcMediaEngine implements MediaEngine {
    private final EventLoop loop;
    private final MediaThread thread = new MediaThread();
    private final Set<WebRtcMediaSession> sessions = new HashSet<>();
    private @Nullable CompletableFuture<NativeEngine> engine;

    public WebRtcMediaEngine(EventLoop loop) {
        this.loop = loop;
    }

    private CompletableFuture<NativeEngine> engine() {
        var running = engine;
        if (running == null) {
            running = thread.call(() -> NativeEngine.start(thread, NativeEngine.Sound.DEVICES));
            engine = running;
        }
        return running;
    }

    @Override
    public MediaSession open(MediaOptions options, Consumer<MediaEvent> listener) {
        loop.assertOnLoop();
        return new WebRtcMediaSession(loop, engine(), options, listener, () -> {});
    }

    @Override
    public void warmUp() {}

    @Override
    public Observable<AudioDevices> devices() {
        return new Observable<>(AudioDevices.UNKNOWN);
    }

    @Override
    public void select(AudioSelection selection) {}

    @Override
    public Playing play(Tone tone, AudioDevice.Role where) {
        return () -> {};
    }

    @Override
    public Playing listen(Consumer<Double> level) {
        return () -> {};
    }

    @Override
    public void close() {
        var running = engine;
        if (running != null) {
            running.thenAccept(NativeEngine::close);
        }
        thread.close(Duration.ofSeconds(5));
    }
}
