package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try a lost connection again: at once after a flow that held, then as RFC 5626 section 4.5 says for a phone
 * whose flows have all failed: base 30 s, doubling to 1,800 s, each wait 50 to 100 % of it at random, so that the phones
 * of a whole company do not come back in the same second. On the loop.
 */
final class Reconnector {
    private static final Duration BASE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofSeconds(1_800);
    /** A flow that lived as long is no sign of an overloaded server (RFC 5626 section 4.5). */
    private static final Duration HELD = Duration.ofSeconds(120);

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final RandomGenerator random;
    private final Runnable connect;
    private Cancellable timer = Cancellable.NONE;
    private Optional<Instant> retryAt = Optional.empty();
    private Optional<Instant> connectedAt = Optional.empty();
    private int failures;

    Reconnector(EventLoop loop, RandomGenerator random, Runnable connect) {
        this.loop = loop;
        this.random = random;
        this.connect = connect;
    }

    /** When the next try is due, while one is. */
    Optional<Instant> retryAt() {
        return retryAt;
    }

    void connected() {
        stop();
        connectedAt = Optional.of(loop.now());
    }

    /** The connection was lost, or a try failed: the next one is planned. */
    void lost() {
        stop();
        var lived = connectedAt.map(since -> Duration.between(since, loop.now()));
        connectedAt = Optional.empty();
        if (lived.isPresent() && lived.get().compareTo(HELD) >= 0) {
            failures = 0;
        }
        var longest = failures == 0 && lived.isPresent() ? AT_ONCE : wait(failures);
        failures++;
        var wait = Duration.ofMillis(longest.toMillis() / 2 + random.nextLong(longest.toMillis() / 2));
        retryAt = Optional.of(loop.now().plus(wait));
        timer = loop.schedule(wait, this::fire);
    }

    private static Duration wait(int failures) {
        var wait = BASE.multipliedBy(1L << Math.min(failures, 10));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** The network is back, the machine woke, or the user does not want to wait: only what waits is hurried. */
    void now() {
        if (retryAt.isPresent()) {
            failures = 0;
            stop();
            fire();
        }
    }

    private void fire() {
        retryAt = Optional.empty();
        connect.run();
    }

    void stop() {
        timer.cancel();
        retryAt = Optional.empty();
    }
}
