package app.trunkline.sip.transport;

import app.trunkline.loop.Backlog;
import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection by one route, from the first look-up to its end. On the event loop; what it does itself is done on two threads
 * of its own, {@code ws-read} and {@code ws-write}, which end with it.
 */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** What an attempt tells, on the loop, until it is closed. */
    interface Owner {
        void opened();

        void text(String text);

        void pong();

        /** Told last, and once. */
        void over(TransportFailure failure);
    }

    /** Of frames that wait, in bytes as the heap has them; beyond it the server's own TCP waits. */
    private static final int MOST_WAITING = 1024 * 1024;
    /** What a frame costs beside its letters. */
    private static final int FRAME = 64;

    private final EventLoop loop;
    private final Backlog frames;
    private final WssEndpoint endpoint;
    private final ServerNames names;
    private final Route route;
    private final Duration limit;
    private final Owner owner;
    private final AtomicBoolean unwanted = new AtomicBoolean();
    private final AtomicReference<@Nullable Dial> dial = new AtomicReference<>();
    private final AtomicReference<@Nullable WebSocketLink> link = new AtomicReference<>();
    private Cancellable timer = Cancellable.NONE;
    private boolean finished;

    /**
     * @param limit for everything from the name to the upgrade
     */
    Attempt(EventLoop loop, WssEndpoint endpoint, ServerNames names, Route route, Duration limit, Owner owner) {
        this.loop = loop;
        frames = new Backlog(loop, MOST_WAITING);
        this.endpoint = endpoint;
        this.names = names;
        this.route = route;
        this.limit = limit;
        this.owner = owner;
    }

    Route route() {
        return route;
    }

    Optional<InetAddress> server() {
        return Optional.ofNullable(dial.get()).flatMap(Dial::server);
    }

    Optional<InetAddress> local() {
        return Optional.ofNullable(dial.get()).flatMap(Dial::local);
    }

    void begin() {
        timer = loop.schedule(limit, this::late);
        Threads.beside(loop, "ws-read", this::read, failure -> frames.last(() -> ended(failure)), this::broken);
    }

    /** On {@code ws-read}; why it ended. */
    private TransportFailure read() {
        try {
            var way = new Dial(route, endpoint.authority(), names, loop, limit);
            dial.set(way);
            if (unwanted.get()) {
                way.abort();
            }
            var socket = way.open();
            var opened = new WebSocketLink(route.uri(), endpoint.origin(), socket, way::abort, new Link());
            link.set(opened);
            return opened.run();
        } catch (TransportException e) {
            LOG.debug("no connection", e);
            return e.failure();
        }
    }

    private void ended(TransportFailure failure) {
        if (!finished) {
            over(failure);
        }
    }

    private void broken(Throwable why) {
        LOG.error("the connection failed for a reason of our own", why);
        ended(new TransportFailure(Kind.NETWORK, why.toString()));
    }

    private void onLoop(Runnable task) {
        loop.execute(() -> {
            if (!finished) {
                task.run();
            }
        });
    }

    private void over(TransportFailure failure) {
        finished = true;
        frames.close();
        timer.cancel();
        owner.over(failure);
    }

    private void late() {
        var way = dial.get();
        var upgrading = link.get() != null;
        fail(new TransportFailure(
                Kind.TIMEOUT,
                way == null
                        ? "no answer of the system's proxy settings"
                        : upgrading ? "no answer to the WebSocket handshake" : way.late()));
    }

    /** Ends a connection that cannot be trusted to end by itself. */
    void fail(TransportFailure failure) {
        ended(failure);
        abort();
    }

    private void abort() {
        unwanted.set(true);
        var way = dial.get();
        if (way != null) {
            way.abort();
        }
    }

    /** Closes it; the owner hears nothing more. */
    void close() {
        finished = true;
        frames.close();
        timer.cancel();
        var open = link.get();
        if (open != null) {
            open.close();
        } else {
            abort();
        }
    }

    boolean send(String message) {
        var open = link.get();
        return open != null && open.send(message);
    }

    void ping() {
        var open = link.get();
        if (open != null) {
            open.ping();
        }
    }

    /** The link's news, on its threads. */
    private final class Link implements WebSocketLink.Events {
        @Override
        public void opened() {
            onLoop(() -> {
                timer.cancel();
                owner.opened();
            });
        }

        @Override
        public void text(String text) {
            frames.add(FRAME + 2 * text.length(), () -> {
                if (!finished) {
                    owner.text(text);
                }
            });
        }

        @Override
        public void pong() {
            onLoop(owner::pong);
        }
    }
}
