package app.trunkline.sip.transport;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for a sign of life at every interval and finds out when none comes (RFC 7118 section 6, RFC 5626 section 3.5.1). Any
 * doubt asks at once, and with less patience: a request to which nothing at all has come back in a second, or anything sent
 * to a server of which nothing has been heard for a while. On the event loop.
 */
final class KeepAlive {
    /** RFC 5626 section 4.4.1: an answer is due within ten seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /** For somebody who waits; long enough for TCP to send twice what was lost. */
    static final Duration IN_DOUBT = Duration.ofSeconds(3);
    /** Servers answer a request at once, be it with a 100. */
    private static final Duration ANSWER = Duration.ofSeconds(1);
    /** What is sent after such a silence has a ping with it. */
    private static final Duration LONG_AGO = Duration.ofSeconds(5);

    /** A server that asks for more than that would be asking for a flood. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final Duration usual;
    private Optional<Duration> atMost = Optional.empty();
    private final Runnable ping;
    private final Runnable silent;
    private Cancellable next = Cancellable.NONE;
    private Cancellable unanswered = Cancellable.NONE;
    private Cancellable deadline = Cancellable.NONE;
    /** When a pong is due, while one is. */
    private Optional<Instant> due = Optional.empty();

    private boolean asked;
    private Instant lastReceived;

    /**
     * @param ping sends whatever the far side may answer
     * @param silent told once when no answer came; the keep-alive has stopped by then
     */
    KeepAlive(EventLoop loop, Duration usual, Runnable ping, Runnable silent) {
        this.loop = loop;
        this.usual = usual;
        this.ping = ping;
        this.silent = silent;
        this.lastReceived = loop.now();
    }

    void start() {
        loop.assertOnLoop();
        lastReceived = loop.now();
        plan();
    }

    private void plan() {
        next = loop.schedule(interval(), this::regular);
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
                .map(longest -> Duration.ofMillis(
                        (long) (longest.toMillis() * loop.random().nextDouble(0.8, 1))))
                .orElse(usual);
    }

    private void regular() {
        plan();
        ask(PATIENCE);
    }

    /** Pings now, and takes the connection for dead if no pong has come by then. */
    void ask(Duration patience) {
        loop.assertOnLoop();
        var latest = loop.now().plus(patience);
        if (due.isEmpty() || due.get().isAfter(latest)) {
            deadline.cancel();
            due = Optional.of(latest);
            deadline = loop.schedule(patience, this::expired);
        }
        ping.run();
    }

    /**
     * Something was sent, a ping excepted.
     *
     * @param request the server is to answer it
     */
    void sent(boolean request) {
        loop.assertOnLoop();
        if (due.isEmpty() && lastReceived.plus(LONG_AGO).isBefore(loop.now())) {
            ask(IN_DOUBT);
        } else if (request && !asked) {
            asked = true;
            unanswered = loop.schedule(ANSWER, () -> ask(IN_DOUBT));
        }
    }

    /** Anything came: it answers a request, but no ping, for what we send need not arrive yet. */
    void received() {
        loop.assertOnLoop();
        lastReceived = loop.now();
        asked = false;
        unanswered.cancel();
    }

    /** The answer to a ping came. */
    void heard() {
        received();
        due = Optional.empty();
        deadline.cancel();
    }

    private void expired() {
        stop();
        silent.run();
    }

    void stop() {
        loop.assertOnLoop();
        next.cancel();
        unanswered.cancel();
        deadline.cancel();
    }
}
