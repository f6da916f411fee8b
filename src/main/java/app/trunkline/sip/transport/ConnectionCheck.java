package app.trunkline.sip.transport;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the way to a server step by step and tells each: the same steps that {@link WssTransport} takes. Any thread
 * starts it; it is told on the event loop.
 */
public final class ConnectionCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);

    /** The steps, in order; those behind a failed one are not tried. */
    public enum StepName {
        NAME,
        TCP,
        TLS,
        WEBSOCKET
    }

    /**
     * What became of a step.
     *
     * @param detail technical: addresses, protocol and cipher, or what failed
     * @param failure empty where it went well
     */
    public record Step(StepName name, boolean ok, String detail, Optional<TransportFailure> failure, Duration took) {}

    private final EventLoop loop;

    public ConnectionCheck(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Runs the steps; takes 10 s at most for each server.
     *
     * @param done told last: whether every step went well
     * @return to give up: nothing more is told
     */
    public Cancellable run(WssEndpoint endpoint, Consumer<Step> onStep, Consumer<Boolean> done) {
        var run = new Run(endpoint, onStep, done);
        Threads.beside(loop, "ws-check", run::tried, run::over, run::broken);
        return () -> run.cancelled.set(true);
    }

    /** What a step does; gives its detail. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws TransportException;
    }

    private final class Run {
        private final WssEndpoint endpoint;
        private final Consumer<Step> onStep;
        private final Consumer<Boolean> done;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicBoolean late = new AtomicBoolean();
        private final List<Step> heard = new ArrayList<>();
        /** Each step is told as it ends. */
        private final boolean single;

        private Instant began;

        Run(WssEndpoint endpoint, Consumer<Step> onStep, Consumer<Boolean> done) {
            this.endpoint = endpoint;
            this.onStep = onStep;
            this.done = done;
            this.single = endpoint.servers().size() == 1 && !endpoint.located();
            this.began = loop.now();
        }

        private void tell(Runnable what) {
            loop.execute(() -> {
                if (!cancelled.get()) {
                    what.run();
                }
            });
        }

        private <T> T step(StepName name, Work<T> work, Function<T, String> detail) throws TransportException {
            began = loop.now();
            try {
                var result = work.run();
                heard.add(new Step(name, true, detail.apply(result), Optional.empty(), took()));
                return result;
            } catch (TransportException e) {
                heard.add(failed(name, e));
                throw e;
            } finally {
                if (single) {
                    tellHeard();
                }
            }
        }

        private Step failed(StepName name, TransportException e) {
            return new Step(name, false, e.failure().detail(), Optional.of(e.failure()), took());
        }

        private void tellHeard() {
            tellAll(List.copyOf(heard));
            heard.clear();
        }

        private void tellAll(List<Step> steps) {
            steps.forEach(step -> tell(() -> onStep.accept(step)));
        }

        private Duration took() {
            return Duration.between(began, loop.now());
        }

        void over(boolean ok) {
            tell(() -> done.accept(ok));
        }

        /** For a reason of our own, at whatever step it was. */
        void broken(Throwable why) {
            LOG.error("the check of {} failed", endpoint.uri().getHost(), why);
            var failure = new TransportFailure(Kind.NETWORK, why.toString());
            tell(() -> onStep.accept(
                    new Step(StepName.NAME, false, failure.detail(), Optional.of(failure), Duration.ZERO)));
            over(false);
        }

        /**
         * On {@code ws-check}. Of several servers the steps of the first are told that takes the connection, or else those of the very first.
         */
        boolean tried() {
            try {
                ServerAddress.check(endpoint.servers());
            } catch (TransportException e) {
                tellAll(List.of(failed(StepName.NAME, e)));
                return false;
            }
            List<Step> first = List.of();
            for (var route : Route.of(endpoint)) {
                try {
                    steps(route);
                    tellHeard();
                    return true;
                } catch (TransportException e) {
                    LOG.debug("the check of {} ended", route, e);
                    first = first.isEmpty() ? List.copyOf(heard) : first;
                    heard.clear();
                }
            }
            tellAll(first);
            return false;
        }

        private void steps(Route route) throws TransportException {
            var dial = step(
                    StepName.NAME,
                    () -> {
                        var way = new Dial(route, endpoint.authority(), loop, Dial.TIMEOUT);
                        return new Named(way, way.resolve());
                    },
                    named -> single ? named.detail() : route.host() + ": " + named.detail());
            late.set(false);
            var timer = loop.schedule(Dial.TIMEOUT, () -> {
                late.set(true);
                dial.way().abort();
            });
            try {
                var tcp = step(StepName.TCP, () -> dial.way().connect(dial.addresses()), Run::peer);
                var socket = ServerAddress.encrypted(route.uri())
                        ? step(StepName.TLS, () -> dial.way().secure(tcp), tls -> secured(tls.getSession()))
                        : tcp;
                step(StepName.WEBSOCKET, () -> upgrade(dial.way(), route, socket), text -> text);
            } finally {
                timer.cancel();
                dial.way().abort();
            }
        }

        private String upgrade(Dial dial, Route route, Socket socket) throws TransportException {
            var events = new Upgrade();
            var link = new WebSocketLink(route.uri(), endpoint.origin(), socket, dial::abort, events);
            events.onOpen = link::close;
            var end = link.run();
            if (events.opened.get()) {
                return "sub-protocol sip";
            }
            throw new TransportException(
                    late.get() ? new TransportFailure(Kind.TIMEOUT, "no answer to the WebSocket handshake") : end,
                    null);
        }

        private static String peer(Socket tcp) {
            return String.valueOf(tcp.getRemoteSocketAddress());
        }

        private static String secured(SSLSession session) {
            var text = session.getProtocol() + " " + session.getCipherSuite();
            try {
                if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                    text += ", " + certificate.getSubjectX500Principal() + ", valid until "
                            + certificate
                                    .getNotAfter()
                                    .toInstant()
                                    .atOffset(ZoneOffset.UTC)
                                    .toLocalDate();
                }
            } catch (SSLPeerUnverifiedException e) {
                LOG.debug("no certificate to describe", e);
            }
            return text;
        }
    }

    private record Named(Dial way, List<InetAddress> addresses) {
        String detail() {
            return way.proxyName()
                    .map(proxy -> "looked up by the proxy " + proxy)
                    .orElseGet(() ->
                            addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
        }
    }

    /** Closes the WebSocket as soon as it is open. */
    private static final class Upgrade implements WebSocketLink.Events {
        private final AtomicBoolean opened = new AtomicBoolean();
        private Runnable onOpen = () -> {};

        @Override
        public void opened() {
            opened.set(true);
            onOpen.run();
        }

        @Override
        public void text(String text) {}

        @Override
        public void pong() {}
    }
}
