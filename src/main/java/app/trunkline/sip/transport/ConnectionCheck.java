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
     * Runs the steps; takes 10 s at most.
     *
     * @param done told last: whether every step went well
     * @return to give up: nothing more is told
     */
    public Cancellable run(WssEndpoint endpoint, Consumer<Step> onStep, Consumer<Boolean> done) {
        var run = new Run(endpoint, onStep, done);
        Threads.daemon("ws-check", run::steps).start();
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
        private Instant began = Instant.EPOCH;

        Run(WssEndpoint endpoint, Consumer<Step> onStep, Consumer<Boolean> done) {
            this.endpoint = endpoint;
            this.onStep = onStep;
            this.done = done;
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
                tell(new Step(name, true, detail.apply(result), Optional.empty(), took()));
                return result;
            } catch (TransportException e) {
                tell(new Step(name, false, e.failure().detail(), Optional.of(e.failure()), took()));
                throw e;
            }
        }

        private void tell(Step step) {
            tell(() -> onStep.accept(step));
        }

        private Duration took() {
            return Duration.between(began, loop.now());
        }

        /** On {@code ws-check}. */
        void steps() {
            var ok = false;
            try {
                steps(endpoint);
                ok = true;
            } catch (TransportException e) {
                LOG.debug("the check ended", e);
            }
            var all = ok;
            tell(() -> done.accept(all));
        }

        private void steps(WssEndpoint endpoint) throws TransportException {
            var dial = step(
                    StepName.NAME,
                    () -> {
                        ServerAddress.check(endpoint.uri());
                        var way = new Dial(endpoint, loop);
                        return new Named(way, way.resolve());
                    },
                    Named::detail);
            var timer = loop.schedule(Dial.TIMEOUT, () -> {
                late.set(true);
                dial.way().abort();
            });
            try {
                var tcp = step(StepName.TCP, () -> dial.way().connect(dial.addresses()), Run::peer);
                var socket = ServerAddress.encrypted(endpoint.uri())
                        ? step(StepName.TLS, () -> dial.way().secure(tcp), tls -> secured(tls.getSession()))
                        : tcp;
                step(StepName.WEBSOCKET, () -> upgrade(dial.way(), socket), text -> text);
            } finally {
                timer.cancel();
                dial.way().abort();
            }
        }

        private String upgrade(Dial dial, Socket socket) throws TransportException {
            var events = new Upgrade();
            var link = new WebSocketLink(endpoint, socket, dial::abort, events);
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
