package app.trunkline.sip.transport;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over a secure WebSocket (RFC 7118), to the first of several servers that takes the connection. All state is the event
 * loop's.
 */
public final class WssTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(WssTransport.class);
    /** For a server behind which another one waits. */
    private static final Duration IMPATIENT = Duration.ofSeconds(5);
    /** For one that is asked whether it is there again. */
    private static final Duration MOST_IMPATIENT = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Function<WssEndpoint, List<Route>> locator;
    private final ServerNames names;
    private Optional<Connection> current = Optional.empty();
    /** The server that took the last connection. */
    private Optional<Route> served = Optional.empty();
    /** The server that answered no more on the last connection. */
    private Optional<Route> silenced = Optional.empty();
    /** Servers that took the connection and did not serve; tried after the others. */
    private final Set<Route> passedOver = new HashSet<>();

    public WssTransport(EventLoop loop) {
        this(loop, Route::located, new ServerNames());
    }

    /** @param locator looks servers up, blocking */
    WssTransport(EventLoop loop, Function<WssEndpoint, List<Route>> locator, ServerNames names) {
        this.names = names;
        this.loop = loop;
        this.locator = locator;
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
        if (!current.map(connection -> connection.message(message)).orElse(false)) {
            LOG.info("not connected: a message of {} characters is dropped", message.length());
        }
    }

    @Override
    public void pingWithin(Duration longest) {
        loop.assertOnLoop();
        current.ifPresent(connection -> connection.pingWithin(longest));
    }

    @Override
    public boolean passOver() {
        loop.assertOnLoop();
        var another = current.map(Connection::passOver).orElse(false);
        if (!another) {
            passedOver.clear();
        }
        return another;
    }

    @Override
    public Optional<InetAddress> server() {
        loop.assertOnLoop();
        return current.flatMap(Connection::server);
    }

    @Override
    public Optional<InetAddress> local() {
        loop.assertOnLoop();
        return current.flatMap(Connection::local);
    }

    @Override
    public void ping(Duration patience) {
        loop.assertOnLoop();
        current.ifPresent(connection -> {
            if (connection.open) {
                connection.keepAlive.ask(patience);
            } else if (connection.begun.plus(patience).isBefore(loop.now())) {
                connect(connection.endpoint, connection.listener);
            }
        });
    }

    @Override
    public void close() {
        loop.assertOnLoop();
        current.ifPresent(Connection::close);
        current = Optional.empty();
    }

    /** From the first attempt to the end of the one that succeeded. What it tells counts while it is the current one. */
    private final class Connection implements Attempt.Owner {
        private static final String PING = "\r\n\r\n";
        private static final String PONG = "\r\n";
        private static final String RESPONSE = "SIP/";
        private static final String ACK = "ACK ";

        private final WssEndpoint endpoint;
        private final Listener listener;
        private final KeepAlive keepAlive;
        private final Queue<Route> ahead = new ArrayDeque<>();
        private List<Route> all = List.of();
        private Optional<Attempt> attempt = Optional.empty();
        private Optional<TransportFailure> firstFailure = Optional.empty();
        private final Instant begun = loop.now();
        private boolean open;
        private boolean heard;

        Connection(WssEndpoint endpoint, Listener listener) {
            this.endpoint = endpoint;
            this.listener = listener;
            keepAlive = new KeepAlive(loop, endpoint.keepAlive(), this::ping, this::silent);
        }

        void begin() {
            try {
                ServerAddress.check(endpoint.servers());
            } catch (TransportException e) {
                loop.execute(() -> ended(e.failure()));
                return;
            }
            if (endpoint.located()) {
                Threads.beside(loop, "ws-locate", () -> locator.apply(endpoint), this::follow, this::notLocated);
            } else {
                follow(Route.named(endpoint));
            }
        }

        /** For a reason of our own: the domain itself is left. */
        private void notLocated(Throwable why) {
            LOG.error("the servers of {} could not be looked up", endpoint.uri().getHost(), why);
            follow(Route.named(endpoint));
        }

        private boolean wanted() {
            return current.filter(c -> c == this).isPresent();
        }

        private void follow(List<Route> routes) {
            if (wanted()) {
                all = withTheLast(routes);
                all.stream().sorted(Comparator.comparing(passedOver::contains)).forEach(ahead::add);
                next();
            }
        }

        /** A domain that names no servers any more most likely cannot be asked: the one that served is tried first. */
        private List<Route> withTheLast(List<Route> routes) {
            var last = served.filter(route -> route.uri().equals(endpoint.uri()))
                    .filter(_ -> endpoint.located() && routes.equals(Route.named(endpoint)));
            return Stream.concat(last.stream(), routes.stream()).distinct().toList();
        }

        private void next() {
            var route = ahead.remove();
            var begun = new Attempt(loop, endpoint, names, route, patience(route), this);
            attempt = Optional.of(begun);
            begun.begin();
        }

        private Duration patience(Route route) {
            if (ahead.isEmpty()) {
                return Dial.TIMEOUT;
            }
            return silenced.filter(route::equals).isPresent() ? MOST_IMPATIENT : IMPATIENT;
        }

        @Override
        public void over(TransportFailure failure) {
            if (open || ahead.isEmpty()) {
                ended(open ? failure : firstFailure.orElse(failure));
                return;
            }
            LOG.info("no connection, and another server is tried: {}", failure);
            firstFailure = firstFailure.or(() -> Optional.of(failure));
            next();
        }

        private void ended(TransportFailure failure) {
            if (wanted()) {
                current = Optional.empty();
                LOG.info("connection to {} ended: {}", endpoint.uri().getHost(), failure);
                keepAlive.stop();
                listener.onClosed(failure);
            }
        }

        private void silent() {
            attempt.ifPresent(connected -> {
                silenced = Optional.of(connected.route());
                if (!heard) {
                    passedOver.add(connected.route());
                }
                connected.fail(new TransportFailure(Kind.SILENT, "a ping was not answered in time"));
            });
        }

        void close() {
            keepAlive.stop();
            attempt.ifPresent(Attempt::close);
        }

        Optional<InetAddress> server() {
            return open ? attempt.flatMap(Attempt::server) : Optional.empty();
        }

        Optional<InetAddress> local() {
            return open ? attempt.flatMap(Attempt::local) : Optional.empty();
        }

        boolean passOver() {
            if (open) {
                attempt.map(Attempt::route).ifPresent(passedOver::add);
            }
            return open && !passedOver.containsAll(all);
        }

        /** One SIP message. */
        boolean message(String message) {
            var sent = send(message);
            if (open && sent) {
                keepAlive.sent(!message.startsWith(RESPONSE) && !message.startsWith(ACK));
            }
            return sent;
        }

        private boolean send(String message) {
            return attempt.map(connected -> connected.send(message)).orElse(false);
        }

        void pingWithin(Duration longest) {
            if (open) {
                keepAlive.within(longest);
            }
        }

        private void ping() {
            send(PING);
            attempt.ifPresent(Attempt::ping);
        }

        @Override
        public void opened() {
            open = true;
            attempt.ifPresent(connected -> {
                served = Optional.of(connected.route());
                connected
                        .server()
                        .ifPresent(at -> names.served(connected.route().host(), at));
            });
            keepAlive.start();
            listener.onOpen();
        }

        @Override
        public void text(String text) {
            heard = true;
            keepAlive.received();
            switch (text) {
                case "" -> {}
                case PING -> send(PONG);
                case PONG -> keepAlive.heard();
                default -> listener.onText(text);
            }
        }

        @Override
        public void pong() {
            heard = true;
            keepAlive.heard();
        }
    }
}
