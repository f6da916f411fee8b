package app.trunkline.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * An event loop on virtual time: the test's own thread is the loop, and the clock moves only by {@link #advance}.
 * Exceptions of tasks reach the test.
 */
public final class VirtualEventLoop implements EventLoop {
    private record Timer(Instant due, long order, Runnable task) {}

    private final Thread owner = Thread.currentThread();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::order));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Random random = new Random(20261130);
    private long order;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        var timer = new Timer(now.plus(delay), order++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public boolean onLoop() {
        return Thread.currentThread() == owner;
    }

    /** Runs everything that is due now. */
    public void settle() {
        while (true) {
            var task = tasks.poll();
            if (task != null) {
                task.run();
                continue;
            }
            var timer = timers.peek();
            if (timer == null || timer.due().isAfter(now)) {
                return;
            }
            timers.remove(timer);
            timer.task().run();
        }
    }

    /** Moves the clock, stopping at every timer on the way. */
    public void advance(Duration time) {
        var end = now.plus(time);
        settle();
        while (true) {
            var timer = timers.peek();
            if (timer == null || timer.due().isAfter(end)) {
                break;
            }
            now = timer.due();
            settle();
        }
        now = end;
        settle();
    }

    /** The clock goes on without a timer, as while a machine sleeps. */
    public void sleep(Duration time) {
        now = now.plus(time);
    }

    /** Timers that wait. */
    public int pendingTimers() {
        return timers.size();
    }
}
