package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the native engine once, with devices where the machine has sound and without where it has none, and starts it
 * anew when that has changed while there is no call. On the event loop, but for {@link #close}.
 */
final class EngineStart {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);
    /** For the audio module, which takes a quarter of a second where all is well. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(8);

    /** What the start needs to know of the machine. */
    interface Machine {
        /** Completes on the loop when it is known whether there is sound, and a module would find its devices. */
        CompletionStage<?> ready();

        /** Whether an audio module can be made; where it cannot, asking may hang. */
        boolean available();

        /** The microphone in use, captured beside the module. */
        Bridge.Microphone microphone();
    }

    private final EventLoop loop;
    private final Machine machine;
    private volatile MediaThread thread = new MediaThread();
    private volatile @Nullable NativeEngine current;
    private @Nullable CompletableFuture<NativeEngine> engine;

    EngineStart(EventLoop loop, Machine machine) {
        this.loop = loop;
        this.machine = machine;
    }

    /**
     * The running engine, or the one that is being started.
     *
     * @param idle whether there is no call, so that it may be started anew
     * @param beforeRestart told before that
     */
    CompletableFuture<NativeEngine> get(boolean idle, Runnable beforeRestart) {
        var running = engine;
        var present = current;
        if (running != null && present != null && idle && stale(present)) {
            LOG.info("the machine's sound came or went: the media engine starts anew");
            beforeRestart.run();
            present.thread().run(present::close);
            current = null;
            running = null;
        }
        if (running == null) {
            running = start();
            engine = running;
        }
        return running;
    }

    /** Runs the task on the media thread, if there is an engine. */
    void ifRunning(Consumer<NativeEngine> task) {
        var present = current;
        if (present != null) {
            present.thread().run(() -> task.accept(present));
        }
    }

    /** What was without devices and could have them, or the other way round. */
    private boolean stale(NativeEngine present) {
        return switch (present.sound()) {
            case DEVICES -> !machine.available();
            case NONE -> machine.available() && !present.refused();
        };
    }

    private CompletableFuture<NativeEngine> start() {
        var started = new CompletableFuture<NativeEngine>();
        machine.ready()
                .whenComplete((ok, failure) ->
                        make(machine.available() ? NativeEngine.Sound.DEVICES : NativeEngine.Sound.NONE, started));
        return started;
    }

    private void make(NativeEngine.Sound wanted, CompletableFuture<NativeEngine> started) {
        var on = thread;
        var timeout = loop.schedule(START_TIMEOUT, () -> giveUp(on, wanted, started));
        on.call(() -> NativeEngine.start(on, wanted, machine.microphone()))
                .whenComplete((present, failure) -> loop.execute(() -> {
                    timeout.cancel();
                    if (on != thread) {
                        LOG.warn("the audio module came too late and is not used");
                    } else if (failure != null) {
                        started.completeExceptionally(
                                new MediaException(Kind.ENGINE, "the native library could not be started", failure));
                    } else {
                        current = present;
                        started.complete(present);
                    }
                }));
    }

    /** A native call never came back: its thread is left to itself, and the call goes on without sound. */
    private void giveUp(MediaThread hung, NativeEngine.Sound wanted, CompletableFuture<NativeEngine> started) {
        if (hung != thread || started.isDone()) {
            return;
        }
        LOG.error("the audio module does not come up; going on without sound");
        thread = new MediaThread();
        hung.abandon();
        if (wanted == NativeEngine.Sound.NONE) {
            started.completeExceptionally(new MediaException(Kind.ENGINE, "the native library hangs"));
        } else {
            make(NativeEngine.Sound.NONE, started);
        }
    }

    /** Closes everything native. Blocks for so long at most; any thread but the loop's. */
    void close(Duration atMost) {
        var last = thread;
        last.run(() -> {
            var present = current;
            if (present != null) {
                present.close();
            }
        });
        if (!last.close(atMost)) {
            LOG.warn("the native engine did not close in time");
        }
    }
}
