package app.trunkline.media.pulse;

import app.trunkline.loop.Threads;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sound thread: loads libpulse, runs its main loop and, between iterations, the tasks it is given. Without the
 * library, the tasks alone.
 */
final class Mainloop {
    private static final Logger LOG = LoggerFactory.getLogger(Mainloop.class);

    /** What native code gives to those on this thread, for as long as the thread runs. */
    record Tools(LibPulse pulse, MemorySegment api, Upcalls upcalls, Arena arena) {}

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Object lock = new Object();
    /** Ends the wait of an iteration from another thread; guarded, because the native loop must not be gone then. */
    private @Nullable Runnable wakeup;

    private boolean running = true;

    /**
     * @param begin runs first on the thread; given nothing where there is no libpulse
     */
    Mainloop(Consumer<Optional<Tools>> begin) {
        thread = Threads.daemon("sound", () -> run(begin));
    }

    void start() {
        thread.start();
    }

    /** Queues a task for the sound thread. Any thread; dropped after the end. */
    void post(Runnable task) {
        tasks.add(task);
        synchronized (lock) {
            if (wakeup != null) {
                wakeup.run();
            }
        }
    }

    private void run(Consumer<Optional<Tools>> begin) {
        var library = LibPulse.load();
        if (library.isPresent()) {
            runNative(library.get(), begin);
        } else {
            attempt(() -> begin.accept(Optional.empty()));
            runTasks();
        }
    }

    private void runTasks() {
        try {
            while (running) {
                attempt(tasks.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("the sound thread was interrupted", e);
        }
    }

    private void runNative(LibPulse pulse, Consumer<Optional<Tools>> begin) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment loop = Native.call(() -> (MemorySegment) pulse.mainloopNew.invokeExact());
            MemorySegment api = Native.call(() -> (MemorySegment) pulse.mainloopGetApi.invokeExact(loop));
            synchronized (lock) {
                wakeup = () -> Native.run(() -> {
                    pulse.mainloopWakeup.invokeExact(loop);
                });
            }
            attempt(() -> begin.accept(Optional.of(new Tools(pulse, api, new Upcalls(arena), arena))));
            while (running) {
                iterate(pulse, loop);
            }
            synchronized (lock) {
                wakeup = null;
            }
            Native.run(() -> {
                pulse.mainloopFree.invokeExact(loop);
            });
        }
    }

    private void iterate(LibPulse pulse, MemorySegment loop) {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            attempt(task);
        }
        if (running) {
            int failed = Native.call(() -> (int) pulse.mainloopIterate.invokeExact(loop, 1, MemorySegment.NULL));
            if (failed < 0) {
                LOG.error("the main loop of libpulse failed; there will be no sound");
                running = false;
            }
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task on the sound thread failed", e);
        }
    }

    /** Ends the thread after the present iteration. Sound thread. */
    void quit() {
        running = false;
    }

    /** Waits for the thread's end. Blocks; not on the sound thread. */
    void join(Duration atMost) {
        try {
            if (thread.isAlive() && !thread.join(atMost)) {
                LOG.warn("the sound thread did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
