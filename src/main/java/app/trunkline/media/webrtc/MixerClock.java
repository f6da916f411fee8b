package app.trunkline.media.webrtc;

import app.trunkline.loop.Threads;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a mixer every 10 ms, except while suspended: native WebRTC aborts the process when its audio module and a custom
 * source feed one stream at a time. When {@link #suspend} returns, no frame is on its way any more. Any thread.
 */
final class MixerClock {
    /** In ticks: by then a recording thread that was stopped has given its last frame. */
    private static final int TICKS_BEFORE_RESUMING = 10;

    private boolean suspended;
    private int ticksToWait;
    private @Nullable ScheduledExecutorService clock;

    synchronized void start(Runnable tick) {
        var started = Threads.clock("mixer");
        clock = started;
        ticksToWait = TICKS_BEFORE_RESUMING;
        var _ = started.scheduleAtFixedRate(
                () -> NativeCallbacks.guard(() -> run(tick)), 10, 10, TimeUnit.MILLISECONDS);
    }

    private synchronized void run(Runnable tick) {
        if (clock == null || suspended) {
            return;
        }
        if (ticksToWait > 0) {
            ticksToWait--;
            return;
        }
        tick.run();
    }

    synchronized void suspend() {
        suspended = true;
    }

    synchronized void resume() {
        if (suspended) {
            suspended = false;
            ticksToWait = TICKS_BEFORE_RESUMING;
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
