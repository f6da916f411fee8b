package app.trunkline.sip.transport;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks for a sign of life at every interval and finds out when none comes (RFC 7118 section 6, RFC 5626 section 3.5.1).
 * On the event loop.
 */
final class KeepAlive {
    /** RFC 5626 section 4.4.1: an answer is due within ten seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A server that asks for more than that would be asking for a flood. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final Duration usual;
    private Optional<Duration> atMost = Optional.empty();
    private final Runnable ping;
    private final Runnable silent;
    private Cancellable next = Cancellable.NONE;
    private Cancellable deadline = Cancellable.NONE;
    private boolean waiting;

    /**
     * @param ping sends whatever the far side may answer
     * @param silent told once when no answer came; the keep-alive has stopped by then
     */
    KeepAlive(EventLoop loop, Duration usual, Runnable ping, Runnable silent) {
        this.loop = loop;
        this.usual = usual;
        this.ping = ping;
        this.silent = silent;
    }

    void start() {
        loop.assertOnLoop();
        plan();
    }

    private void plan() {
        next = loop.schedule(interval(), this::due);
    }

    /** The server forgets a connection that is quiet for as long (Flow-Timer, RFC 5626 section 4.4). */
    void within(Duration longest) {
        loop.assertOnLoop();
        if (!longest.equals(atMost.orElse(null))) {
            atMost = Optional.of(longest);
            next.cancel();
            plan();
        }
    }

    /** RFC 5626 section 4.4.1: 80 to 100 % of the server's time, at random, where ours is longer. */
    private Duration interval() {
        return atMost.filter(longest -> longest.compareTo(usual) < 0)
                .map(longest -> longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest)
                .map(longest -> Duration.ofMillis((long)
                        (longest.toMillis() * RandomGenerator.getDefault().nextDouble(0.8, 1))))
                .orElse(usual);
    }

    private void due() {
        if (!waiting) {
            waiting = true;
            deadline = loop.schedule(PATIENCE, this::expired);
        }
        plan();
        ping.run();
    }

    private void expired() {
        stop();
        silent.run();
    }

    /** An answer came. */
    void heard() {
        loop.assertOnLoop();
        waiting = false;
        deadline.cancel();
    }

    void stop() {
        loop.assertOnLoop();
        next.cancel();
        deadline.cancel();
    }
}
