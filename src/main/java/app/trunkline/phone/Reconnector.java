package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.sip.transport.TransportFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * When a lost connection is tried again: quickly for one telephone, and gently for a server with 50,000 of them.
 *
 * <p>A flow that held and then fell silent, or whose address this machine no longer has, is replaced at once: each telephone
 * finds that out at a time of its own. After a
 * server's close, reset or refusal, which all of its telephones see in the same instant, the n-th wait, n from 0, is random
 * between nothing and a quarter of the spread times 2<sup>n</sup>, two minutes at the most. No wait is longer than the spread
 * or the trouble so far, whichever is more: a server that was away for no longer than the spread has everybody back within
 * another spread. What the server itself asks to wait comes before that. RFC 5626 section 4.5 lets its own, slower times be
 * configured; the figures of both stand in {@code reliability.md}. On the loop.
 */
final class Reconnector {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** A flow that lived as long is no sign of an overloaded server (RFC 5626 section 4.5). */
    private static final Duration HELD = Duration.ofSeconds(120);
    /** More doublings than lead to the longest wait. */
    private static final int MOST_DOUBLINGS = 10;

    private final EventLoop loop;
    private final RandomGenerator random;
    private final Supplier<Duration> spread;
    private final Runnable connect;
    private Cancellable timer = Cancellable.NONE;
    private Optional<Instant> retryAt = Optional.empty();
    private Optional<Instant> connectedAt = Optional.empty();
    private Instant troubleSince;
    private int failures;

    /** @param spread in how much time the telephones of a server that was restarted come back */
    Reconnector(EventLoop loop, RandomGenerator random, Supplier<Duration> spread, Runnable connect) {
        this.loop = loop;
        this.random = random;
        this.spread = spread;
        this.connect = connect;
        this.troubleSince = loop.now();
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
    void lost(TransportFailure failure) {
        stop();
        var lived = connectedAt.map(since -> Duration.between(since, loop.now()));
        connectedAt = Optional.empty();
        if (lived.filter(time -> time.compareTo(HELD) >= 0).isPresent()) {
            failures = 0;
        }
        if (failures == 0) {
            troubleSince = loop.now();
        }
        var alone = failures == 0 && lived.isPresent() && isOfThisPhoneAlone(failure.kind());
        plan(alone ? Duration.ZERO : failure.retryAfter().orElse(Duration.ZERO).plus(wait(failures)));
        failures++;
    }

    private static boolean isOfThisPhoneAlone(TransportFailure.Kind kind) {
        return kind == TransportFailure.Kind.SILENT || kind == TransportFailure.Kind.MOVED;
    }

    private Duration wait(int before) {
        var longest = shorter(
                shorter(
                        spread.get()
                                .multipliedBy(1L << Math.min(before, MOST_DOUBLINGS))
                                .dividedBy(4),
                        LONGEST),
                longer(spread.get(), Duration.between(troubleSince, loop.now())));
        return Duration.ofNanos(random.nextLong(longest.toNanos()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void plan(Duration wait) {
        retryAt = Optional.of(loop.now().plus(wait));
        timer = loop.schedule(wait, this::fire);
    }

    /**
     * The network is back, the machine woke, or the user does not want to wait: what failed before was not the server's
     * doing. Only what waits is hurried.
     */
    void now() {
        if (retryAt.isPresent()) {
            failures = 0;
            stop();
            fire();
        }
    }

    private void fire() {
        timer = Cancellable.NONE;
        retryAt = Optional.empty();
        connect.run();
    }

    void stop() {
        timer.cancel();
        timer = Cancellable.NONE;
        retryAt = Optional.empty();
    }
}
