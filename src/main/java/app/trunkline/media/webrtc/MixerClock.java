package app.trunkline.media.webrtc;

import app.trunkline.loop.Threads;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a mixer every 10 ms, but not while it is to stand still. That is a matter of life and death: native WebRTC aborts
 * the process when its audio module and a custom source feed one stream at a time. When {@link #stand} returns, no frame
 * is on its way any more. Any thread.
 */
final class MixerClock {
    /** 10 ms each, after it was let go: by then a recording thread that was stopped has given its last frame. */
    private static final int SETTLING = 10;

    private boolean standing;
    private int settling;
    private @Nullable ScheduledExecutorService clock;

    /** Starts the pace. */
    synchronized void start(Runnable tick) {
        var started = Threads.clock("mixer");
        clock = started;
        settling = SETTLING;
        var _ = started.scheduleAtFixedRate(
                () -> NativeCallbacks.guard(() -> run(tick)), 10, 10, TimeUnit.MILLISECONDS);
    }

    private synchronized void run(Runnable tick) {
        if (clock == null || standing) {
            return;
        }
        if (settling > 0) {
            settling--;
            return;
        }
        tick.run();
    }

    synchronized void stand() {
        standing = true;
    }

    synchronized void go() {
        if (standing) {
            standing = false;
            settling = SETTLING;
        }
    }

    /** No frame after it. */
    synchronized void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }
}
