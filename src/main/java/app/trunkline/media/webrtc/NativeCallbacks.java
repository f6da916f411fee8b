package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guard of everything native WebRTC calls back, on threads of its own: an exception that leaves such a callback
 * aborts the process, and one that blocks stops the sound.
 */
final class NativeCallbacks {
    private static final Logger LOG = LoggerFactory.getLogger(NativeCallbacks.class);

    private final EventLoop loop;

    NativeCallbacks(EventLoop loop) {
        this.loop = loop;
    }

    /** Hands the task to the event loop and returns; never throws. */
    void post(Runnable task) {
        guard(() -> loop.execute(task));
    }

    /** Runs the task here and now, for what cannot wait; never throws. The task must not block. */
    static void guard(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            complain(e);
        }
    }

    /** Hands a value over; never throws. */
    static <T> void give(Consumer<T> to, T value) {
        guard(() -> to.accept(value));
    }

    private static void complain(Throwable e) {
        try {
            LOG.error("a callback of the media engine failed", e);
        } catch (Throwable second) {
            // The log itself failed (out of memory, say): nothing may leave this method.
        }
    }
}
