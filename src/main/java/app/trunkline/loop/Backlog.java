package app.trunkline.loop;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work for the loop that comes from outside in any amount, in its order: done in slices, between which whatever else the
 * loop was given has its turn. What waits is bounded in bytes; who brings more waits for room.
 */
public final class Backlog {
    /** The longest that commands and timers wait for this work, but for the task under way. */
    static final Duration SLICE = Duration.ofMillis(5);

    private record Work(int bytes, Runnable task) {}

    private final EventLoop loop;
    private final int bound;
    private final Semaphore room;
    private final Queue<Work> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param bound of what waits, in bytes */
    public Backlog(EventLoop loop, int bound) {
        this.loop = loop;
        this.bound = bound;
        room = new Semaphore(bound);
    }

    /** Adds work, once there is room for it; nothing after {@link #close}. Not from the loop, which makes the room. */
    public void add(int bytes, Runnable task) {
        var size = Math.min(bytes, bound);
        room.acquireUninterruptibly(size);
        if (closed.get()) {
            room.release(size);
        } else {
            waiting.add(new Work(size, task));
            plan();
        }
    }

    /** Adds what takes no room, such as the end of a connection. Any thread. */
    public void last(Runnable task) {
        waiting.add(new Work(0, task));
        plan();
    }

    /** What waits is dropped, and whoever waits for room goes on. Any thread. */
    public void close() {
        if (!closed.getAndSet(true)) {
            waiting.clear();
            room.release(bound);
        }
    }

    private void plan() {
        if (!planned.getAndSet(true)) {
            loop.execute(this::slice);
        }
    }

    private void slice() {
        planned.set(false);
        var begin = loop.now();
        var over = false;
        for (var work = waiting.poll(); work != null; work = over ? null : waiting.poll()) {
            room.release(work.bytes());
            // Before it runs: should it fail, the rest still has its turn.
            plan();
            work.task().run();
            var passed = Duration.between(begin, loop.now());
            over = passed.isNegative() || passed.compareTo(SLICE) >= 0;
        }
    }
}
