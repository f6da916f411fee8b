package app.trunkline.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets an interrupted process close everything before it ends. Any thread. */
public final class ExitLatch {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Duration atMost;

    /** @param atMost how long an interrupted process is kept */
    public ExitLatch(Duration atMost) {
        this.atMost = atMost;
    }

    /** Has the task run when the process is interrupted, which then ends on {@link #release}. */
    public void onInterrupt(Runnable task) {
        Runtime.getRuntime().addShutdownHook(Threads.daemon("interrupt", () -> {
            task.run();
            try {
                closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Everything is closed: the process may end. */
    public void release() {
        closed.countDown();
    }
}
