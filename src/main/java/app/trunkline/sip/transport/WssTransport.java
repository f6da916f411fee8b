package app.trunkline.sip.transport;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over a secure WebSocket (RFC 7118). All state is the event loop's; every connection has two threads, {@code
 * ws-read} and {@code ws-write}, which end with it.
 */
public final class WssTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(WssTransport.class);

    private final EventLoop loop;
    private Optional<Connection> current = Optional.empty();

    public WssTransport(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void connect(WssEndpoint endpoint, Listener listener) {
        loop.assertOnLoop();
        close();
        var connection = new Connection(endpoint, listener);
        current = Optional.of(connection);
        connection.begin();
    }

    @Override
    public void send(String message) {
        loop.assertOnLoop();
        if (!current.map(connection -> connection.send(message)).orElse(false)) {
            LOG.info("not connected: a message of {} characters is dropped", message.length());
        }
    }

    @Override
    public void close() {
        loop.assertOnLoop();
        current.ifPresent(Connection::close);
        current = Optional.empty();
    }

    /** One connection, from the first look-up to its end. What it tells counts while it is the current one. */
    private final class Connection implements WebSocketLink.Events {
        private static final String PING = "\r\n\r\n";
        private static final String PONG = "\r\n";

        private final WssEndpoint endpoint;
        private final Listener listener;
        private final KeepAlive keepAlive;
        private final AtomicBoolean unwanted = new AtomicBoolean();
        private final AtomicReference<@Nullable Dial> dial = new AtomicReference<>();
        private final AtomicReference<@Nullable WebSocketLink> link = new AtomicReference<>();
        private Cancellable connectTimer = Cancellable.NONE;

        Connection(WssEndpoint endpoint, Listener listener) {
            this.endpoint = endpoint;
            this.listener = listener;
            keepAlive = new KeepAlive(loop, endpoint.keepAlive(), this::ping, this::silent);
        }

        void begin() {
            try {
                ServerAddress.check(endpoint.uri());
            } catch (TransportException e) {
                loop.execute(() -> ended(e.failure()));
                return;
            }
            connectTimer = loop.schedule(Dial.TIMEOUT, this::late);
            Threads.daemon("ws-read", this::read).start();
        }

        /** On {@code ws-read}. */
        private void read() {
            TransportFailure failure;
            try {
                var way = new Dial(endpoint, loop);
                dial.set(way);
                if (unwanted.get()) {
                    way.abort();
                }
                var socket = way.open();
                var opened = new WebSocketLink(endpoint, socket, way::abort, this);
                link.set(opened);
                failure = opened.run();
            } catch (TransportException e) {
                LOG.debug("no connection", e);
                failure = e.failure();
            } catch (RuntimeException e) {
                LOG.error("the connection failed for a reason of our own", e);
                failure = new TransportFailure(Kind.NETWORK, e.toString());
            }
            var reason = failure;
            onLoop(_ -> ended(reason));
        }

        /** Runs the task on the loop, unless the connection is no longer wanted by then. */
        private void onLoop(Consumer<Connection> task) {
            loop.execute(() -> current.filter(c -> c == this).ifPresent(task));
        }

        private void ended(TransportFailure failure) {
            if (current.filter(c -> c == this).isPresent()) {
                current = Optional.empty();
                LOG.info("connection to {} ended: {}", endpoint.uri().getHost(), failure);
                stopTimers();
                listener.onClosed(failure);
            }
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

        private void silent() {
            fail(new TransportFailure(
                    Kind.SILENT, "no answer to a ping within " + KeepAlive.PATIENCE.toSeconds() + " s"));
        }

        /** Ends a connection that cannot be trusted to end by itself. */
        private void fail(TransportFailure failure) {
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

        void close() {
            stopTimers();
            var open = link.get();
            if (open != null) {
                open.close();
            } else {
                abort();
            }
        }

        private void stopTimers() {
            connectTimer.cancel();
            keepAlive.stop();
        }

        boolean send(String message) {
            var open = link.get();
            return open != null && open.send(message);
        }

        private void ping() {
            send(PING);
            var open = link.get();
            if (open != null) {
                open.ping();
            }
        }

        @Override
        public void opened() {
            onLoop(_ -> {
                connectTimer.cancel();
                keepAlive.start();
                listener.onOpen();
            });
        }

        @Override
        public void text(String text) {
            onLoop(_ -> {
                switch (text) {
                    case "" -> {}
                    case PING -> send(PONG);
                    case PONG -> keepAlive.heard();
                    default -> listener.onText(text);
                }
            });
        }

        @Override
        public void pong() {
            onLoop(_ -> keepAlive.heard());
        }
    }
}
