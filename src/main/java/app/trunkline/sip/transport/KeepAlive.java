package app.trunkline.sip.transport;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;

/**
 * Asks for a sign of life at every interval and finds out when none comes (RFC 7118 section 6, RFC 5626 section 3.5.1).
 * On the event loop.
 */
final class KeepAlive {
    /** RFC 5626 section 4.4.1: an answer is due within ten seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final Duration interval;
    private final Runnable ping;
    private final Runnable silent;
    private Cancellable next = Cancellable.NONE;
    private Cancellable deadline = Cancellable.NONE;
    private boolean waiting;

    /**
     * @param ping sends whatever the far side may answer
     * @param silent told once when no answer came; the keep-alive has stopped by then
     */
    KeepAlive(EventLoop loop, Duration interval, Runnable ping, Runnable silent) {
        this.loop = loop;
        this.interval = interval;
        this.ping = ping;
        this.silent = silent;
    }

    void start() {
        loop.assertOnLoop();
        next = loop.schedule(interval, this::due);
    }

    private void due() {
        if (!waiting) {
            waiting = true;
            deadline = loop.schedule(PATIENCE, this::expired);
        }
        next = loop.schedule(interval, this::due);
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
