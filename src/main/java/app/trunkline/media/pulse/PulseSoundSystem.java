package app.trunkline.media.pulse;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.Threads;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaException;
import app.trunkline.media.PeakMeter;
import app.trunkline.media.SoundServer;
import app.trunkline.media.Tone;
import app.trunkline.media.VirtualMicrophone;
import app.trunkline.media.tones.Sound;
import app.trunkline.media.tones.Tones;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sound by PulseAudio, or by PipeWire as that. Works, silently, where there is neither. Device ids are the server's
 * names of sinks and sources.
 */
public final class PulseSoundSystem implements SoundServer {
    /** Seconds of a tone that are on the way: what a key needs until it is heard. */
    private static final double TONE_AHEAD = 0.03;

    /** Hertz, and 10 ms of it: what the sound of calls is mixed in. */
    private static final int CAPTURE_RATE = 48_000;

    private static final int CAPTURE_FRAGMENT = CAPTURE_RATE / 100;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final Mainloop mainloop = new Mainloop(this::connect);
    private final ExecutorService files = Threads.io("wav");
    private final Observable<AudioDevices> devices = new Observable<>(AudioDevices.UNKNOWN);
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final AtomicBoolean available = new AtomicBoolean();
    /** Set before anything else on the sound thread. */
    private final AtomicReference<@Nullable ServerConnection> connection = new AtomicReference<>();

    /** Looks for a server at once, on a thread of its own. */
    public PulseSoundSystem(EventLoop loop) {
        this.loop = loop;
        mainloop.start();
    }

    private void connect(Optional<Mainloop.Tools> tools) {
        var first = new ServerConnection(loop, mainloop, tools, this::onFound);
        connection.set(first);
        first.start();
    }

    private void onFound(AudioDevices now, boolean answers) {
        available.set(answers);
        loop.execute(() -> {
            devices.set(now);
            ready.complete(answers);
        });
    }

    private void onConnection(Consumer<ServerConnection> task) {
        mainloop.post(() -> {
            var there = connection.get();
            if (there != null) {
                task.accept(there);
            }
        });
    }

    @Override
    public Optional<SoundServer> server() {
        return Optional.of(this);
    }

    @Override
    public CompletionStage<Boolean> ready() {
        return ready;
    }

    @Override
    public boolean available() {
        return available.get();
    }

    @Override
    public Observable<AudioDevices> devices() {
        return devices;
    }

    @Override
    public CompletionStage<Void> select(AudioSelection selection) {
        var done = new CompletableFuture<Void>();
        onConnection(there -> {
            there.choose(selection);
            loop.execute(() -> done.complete(null));
        });
        return done;
    }

    @Override
    public MediaEngine.Playing play(Tone tone, Optional<String> device) {
        Sound sound = Tones.of(tone);
        onConnection(there -> there.server().ifPresent(server -> {
            var sink = Routing.sink(device, there.topology());
            new Playback(server, Tones.RATE, TONE_AHEAD, sink, sound::next, _ -> sound.release());
        }));
        return sound::release;
    }

    @Override
    public MediaEngine.Playing listen(Optional<String> device, Consumer<Double> level) {
        return startCapture(
                device,
                PeakMeter.RATE,
                PeakMeter.WINDOW,
                open -> new PeakMeter(now -> loop.execute(() -> {
                    if (open.getAsBoolean()) {
                        level.accept(now);
                    }
                })));
    }

    @Override
    public MediaEngine.Playing capture(Optional<String> device, Consumer<short[]> samples) {
        return startCapture(device, CAPTURE_RATE, CAPTURE_FRAGMENT, open -> captured -> {
            if (open.getAsBoolean()) {
                samples.accept(toPcm16(captured));
            }
        });
    }

    private static short[] toPcm16(float[] floats) {
        var samples = new short[floats.length];
        for (int i = 0; i < floats.length; i++) {
            samples[i] = (short) Math.clamp(Math.round(floats[i] * 32_767), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return samples;
    }

    private MediaEngine.Playing startCapture(
            Optional<String> device, int rate, int fragment, Function<BooleanSupplier, Consumer<float[]>> sink) {
        var closed = new AtomicBoolean();
        var capture = new AtomicReference<@Nullable Capture>();
        onConnection(there -> there.server().ifPresent(server -> {
            if (!closed.get()) {
                var source = there.topology().source(device);
                capture.set(new Capture(server, source, rate, fragment, sink.apply(() -> !closed.get())));
            }
        }));
        return () -> {
            closed.set(true);
            mainloop.post(() -> {
                var listening = capture.getAndSet(null);
                if (listening != null) {
                    listening.stop();
                }
            });
        };
    }

    @Override
    public CompletionStage<VirtualMicrophone> openVirtualMicrophone() {
        var opened = new CompletableFuture<VirtualMicrophone>();
        onConnection(there -> there.openMicrophone(new Microphones.Answer() {
            @Override
            public void opened(Microphones.NullSink sink) {
                var microphone = new PulseMicrophone(loop, mainloop, files, there, sink);
                loop.execute(() -> opened.complete(microphone));
            }

            @Override
            public void failed(MediaException why) {
                loop.execute(() -> opened.completeExceptionally(why));
            }
        }));
        return opened;
    }

    @Override
    public void close() {
        onConnection(ServerConnection::shutdown);
        mainloop.join(CLOSE_TIMEOUT);
        files.shutdown();
        var there = connection.get();
        if (there != null) {
            there.endDaemon();
        }
    }
}
