package app.trunkline.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Events that a peer told as JSON lines, in their order. A wait begins after what the last wait found, so that a test reads as the call
 * went. Fed by a reader's thread, read by the test's.
 */
public final class Events {
    /** Longer than anything the laboratory does on a busy machine; never a measure of speed. */
    public static final Duration PATIENCE = Duration.ofSeconds(45);

    private final String source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<JsonObject> seen = new ArrayList<>();
    private int taken;
    private boolean finished;

    public Events(String source) {
        this.source = source;
    }

    void add(String line) {
        lock.lock();
        try {
            seen.add(JsonParser.parseString(line).getAsJsonObject());
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void finish() {
        lock.lock();
        try {
            finished = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next event of this name; {@link AssertionError} with all that came instead when it does not come. */
    public JsonObject next(String event) {
        return next(event, any -> true);
    }

    /** The next event of this name that fits. */
    public JsonObject next(String event, Predicate<JsonObject> wanted) {
        return next(event, wanted, PATIENCE);
    }

    /** Waits until such an event has come, before or after what was waited for: for what has no order. */
    public void once(String event, Predicate<JsonObject> wanted) {
        lock.lock();
        try {
            int before = taken;
            if (seen.stream().limit(before).noneMatch(each -> is(each, event) && wanted.test(each))) {
                next(event, wanted);
                taken = before;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next event of this name that fits, waited for as long as said. */
    public JsonObject next(String event, Predicate<JsonObject> wanted, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                for (int i = taken; i < seen.size(); i++) {
                    if (is(seen.get(i), event) && wanted.test(seen.get(i))) {
                        taken = i + 1;
                        return seen.get(i);
                    }
                }
                if (finished || left <= 0) {
                    String why = finished ? " (it has ended)" : "";
                    throw new AssertionError(source + " did not tell \"" + event + "\"" + why
                            + "; since the last wait: " + seen.subList(taken, seen.size()));
                }
                left = arrived.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + event, e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether such an event comes within a time; for "nothing happens", where there is no event to wait for. */
    public boolean comesWithin(String event, Duration time) {
        try {
            next(event, any -> true, time);
            return true;
        } catch (AssertionError absent) {
            return false;
        }
    }

    /** All that was told so far, also what was waited for already. */
    public List<JsonObject> all() {
        lock.lock();
        try {
            return List.copyOf(seen);
        } finally {
            lock.unlock();
        }
    }

    /** All events of this name so far. */
    public List<JsonObject> all(String event) {
        return all().stream().filter(each -> is(each, event)).toList();
    }

    private static boolean is(JsonObject line, String event) {
        return line.has("event") && line.get("event").getAsString().equals(event);
    }
}
