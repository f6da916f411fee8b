package app.trunkline.sip.transport;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server, step by step: name, TCP (through the system's proxy if there is one), TLS. Every step blocks, on
 * a thread of its owner, and ends at the deadline at the latest; {@link #abort} from any thread ends it at once.
 */
final class Dial {
    /** The usual limit. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Route route;
    private final Optional<Path> authority;
    private final ServerNames names;
    private final EventLoop clock;
    private final Duration limit;
    private final Instant deadline;
    private final Optional<Proxy> proxy;
    private final AtomicReference<@Nullable Socket> wire = new AtomicReference<>();
    private final AtomicReference<@Nullable String> doing = new AtomicReference<>();
    private final AtomicBoolean aborted = new AtomicBoolean();

    /** To a server of which nothing is known but its name. */
    Dial(Route route, Optional<Path> authority, EventLoop clock, Duration limit) {
        this(route, authority, new ServerNames(), clock, limit);
    }

    /**
     * The address must have passed {@link ServerAddress#check}. Asks for the proxy, which may block.
     *
     * @param limit for everything from the name to the upgrade
     */
    Dial(Route route, Optional<Path> authority, ServerNames names, EventLoop clock, Duration limit) {
        this.route = route;
        this.names = names;
        this.authority = authority;
        this.clock = clock;
        this.limit = limit;
        this.deadline = clock.now().plus(limit);
        this.proxy = proxyFor(route.host(), route.port());
    }

    private static Optional<Proxy> proxyFor(String host, int port) {
        var selector = ProxySelector.getDefault();
        if (selector == null || ServerAddress.isThisComputer(host)) {
            return Optional.empty();
        }
        return selector.select(URI.create("https://" + ServerAddress.bracketed(host) + ":" + port)).stream()
                .findFirst()
                .filter(choice -> choice.type() != Proxy.Type.DIRECT);
    }

    /** What is being done now, for the failure's detail. Any thread. */
    String doing() {
        return Objects.requireNonNullElse(doing.get(), "the beginning");
    }

    /** The system's proxy on the way, such as {@code HTTP proxy.example.com:3128}. */
    Optional<String> proxyName() {
        return proxy.map(p -> p.type() + " " + p.address());
    }

    /** The address that the connection goes to; none through a proxy, which keeps it to itself. Any thread. */
    Optional<InetAddress> server() {
        return proxy.isPresent()
                ? Optional.empty()
                : Optional.ofNullable(wire.get()).map(Socket::getInetAddress);
    }

    /** This machine's own address of the connection. Any thread. */
    Optional<InetAddress> local() {
        return Optional.ofNullable(wire.get()).map(Socket::getLocalAddress).filter(own -> !own.isAnyLocalAddress());
    }

    /** The addresses of the server; through a proxy none, for there the proxy looks the name up. */
    List<InetAddress> resolve() throws TransportException {
        if (proxy.isPresent()) {
            return List.of();
        }
        doing.set("the look-up of " + route.host());
        try {
            var addresses = names.lookUp(route.host());
            if (!ServerAddress.encrypted(route.uri()) && !addresses.stream().allMatch(InetAddress::isLoopbackAddress)) {
                throw new TransportException(Kind.NOT_ENCRYPTED, route.host() + " is not this computer");
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw Failures.of(e, doing());
        }
    }

    /** Connects to the first address that answers. */
    Socket connect(List<InetAddress> addresses) throws TransportException {
        if (proxy.isPresent()) {
            return through(proxy.get());
        }
        TransportException last = new TransportException(Kind.UNKNOWN_HOST, route.host() + " has no address");
        for (int i = 0; i < addresses.size(); i++) {
            var address = addresses.get(i);
            doing.set("the connection to " + address.getHostAddress() + " port " + route.port());
            var socket = register(new Socket(Proxy.NO_PROXY));
            try {
                // What is left, shared out: a dead IPv6 path must not eat the time of the IPv4 one.
                socket.connect(
                        new InetSocketAddress(address, route.port()), Math.max(1, left() / (addresses.size() - i)));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                abortQuietly(socket);
                last = Failures.of(e, doing());
            }
        }
        throw last;
    }

    private Socket through(Proxy proxy) throws TransportException {
        doing.set("the connection through the proxy " + proxy.address());
        return proxy.type() == Proxy.Type.SOCKS ? socks(proxy) : tunnel(proxy);
    }

    private Socket socks(Proxy proxy) throws TransportException {
        var socket = register(new Socket(proxy));
        try {
            socket.connect(InetSocketAddress.createUnresolved(route.host(), route.port()), left());
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            throw noProxy(socket, e);
        }
    }

    /** A proxy that wants a password gets it on a connection of its own: many close the one they refuse. */
    private Socket tunnel(Proxy proxy) throws TransportException {
        var tunnel = new ProxyTunnel((InetSocketAddress) proxy.address(), route.host(), route.port());
        var answer = connect(tunnel, Optional.empty());
        if (answer.status() == ProxyTunnel.PASSWORD_WANTED) {
            var password = tunnel.password(answer);
            if (password.isPresent()) {
                abortQuietly(answer.socket());
                answer = connect(tunnel, password);
            }
        }
        if (!answer.open()) {
            abortQuietly(answer.socket());
            throw new TransportException(Kind.PROXY, doing() + ": it answered " + answer.text());
        }
        return answer.socket();
    }

    private ProxyTunnel.Answer connect(ProxyTunnel tunnel, Optional<String> password) throws TransportException {
        var socket = register(new Socket(Proxy.NO_PROXY));
        try {
            socket.connect(tunnel.address(), left());
            socket.setSoTimeout(left());
            var answer = tunnel.ask(socket, password);
            socket.setSoTimeout(0);
            socket.setTcpNoDelay(true);
            return answer;
        } catch (IOException e) {
            throw noProxy(socket, e);
        }
    }

    private TransportException noProxy(Socket socket, IOException e) {
        abortQuietly(socket);
        var detail = Failures.of(e, "").failure().detail();
        return new TransportException(new TransportFailure(Kind.PROXY, doing() + detail), e);
    }

    /** TLS 1.2 or newer over the connection, with the server's name checked. */
    SSLSocket secure(Socket socket) throws TransportException {
        doing.set("reading the certificate authorities");
        var context = AccountTrust.context(authority);
        doing.set("TLS with " + route.host() + " port " + route.port());
        try {
            var tls = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, ServerAddress.host(route.uri()), route.port(), true);
            var parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(PROTOCOLS);
            tls.setSSLParameters(parameters);
            tls.setSoTimeout(left());
            tls.startHandshake();
            tls.setSoTimeout(0);
            return tls;
        } catch (IOException e) {
            abort();
            throw Failures.of(e, doing());
        }
    }

    /** All steps; nothing stays open when one fails. */
    Socket open() throws TransportException {
        try {
            var socket = connect(resolve());
            return ServerAddress.encrypted(route.uri()) ? secure(socket) : socket;
        } catch (TransportException e) {
            abort();
            throw e;
        }
    }

    /** What is left of the time, in milliseconds, at least one. */
    private int left() throws TransportException {
        var left = Duration.between(clock.now(), deadline).toMillis();
        if (left <= 0) {
            throw new TransportException(Kind.TIMEOUT, late());
        }
        return Math.toIntExact(Math.min(left, limit.toMillis()));
    }

    String late() {
        return String.format(Locale.ROOT, "no answer within %d s, in %s", limit.toSeconds(), doing());
    }

    private Socket register(Socket socket) throws TransportException {
        wire.set(socket);
        if (aborted.get()) {
            abortQuietly(socket);
            throw new TransportException(Kind.NETWORK, "given up");
        }
        return socket;
    }

    /** Closes the TCP connection under everything, without a word to the far side: it never blocks. Any thread. */
    void abort() {
        aborted.set(true);
        var socket = wire.get();
        if (socket != null) {
            abortQuietly(socket);
        }
    }

    private static void abortQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
