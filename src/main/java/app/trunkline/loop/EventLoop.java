package app.trunkline.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * One thread that runs tasks in the order they were given, and the only clock and the only chance of the code that runs on it.
 *
 * <p>A seam: tests replace it by a loop on virtual time, with the same chance each time.
 */
public interface EventLoop extends Executor {
    /** Queues the task; any thread may call. A task given on the loop runs after the current one, never inside it. */
    @Override
    void execute(Runnable task);

    /** Runs the task on the loop once the delay has passed. Any thread. */
    Cancellable schedule(Duration delay, Runnable task);

    /** The time now, by this loop's clock. Any thread. */
    Instant now();

    /** Where names that nobody may guess and waits at random come from. On the loop. */
    RandomGenerator random();

    /** True when the calling thread is the loop's. */
    boolean onLoop();

    /**
     * Guards state owned by the loop.
     *
     * @throws IllegalStateException when called from another thread: a bug in the caller
     */
    default void assertOnLoop() {
        if (!onLoop()) {
            throw new IllegalStateException("must run on the event loop, not on "
                    + Thread.currentThread().getName());
        }
    }
}
