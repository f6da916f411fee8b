package app.trunkline.sip.transport;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
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
    /** For everything from the name to the upgrade. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final int MAX_PROXY_ANSWER = 8192;

    private final WssEndpoint endpoint;
    private final EventLoop clock;
    private final Instant deadline;
    private final String host;
    private final int port;
    private final Optional<Proxy> proxy;
    private final AtomicReference<@Nullable Socket> wire = new AtomicReference<>();
    private final AtomicReference<@Nullable String> doing = new AtomicReference<>();
    private final AtomicBoolean aborted = new AtomicBoolean();

    /** The address must have passed {@link ServerAddress#check}. Asks for the proxy, which may block. */
    Dial(WssEndpoint endpoint, EventLoop clock) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.deadline = clock.now().plus(TIMEOUT);
        this.host = ServerAddress.host(endpoint.uri());
        this.port = ServerAddress.port(endpoint.uri());
        this.proxy = proxyFor(host, port);
    }

    private static Optional<Proxy> proxyFor(String host, int port) {
        var selector = ProxySelector.getDefault();
        if (selector == null || ServerAddress.isThisComputer(host)) {
            return Optional.empty();
        }
        var literal = host.contains(":") ? "[" + host + "]" : host;
        return selector.select(URI.create("https://" + literal + ":" + port)).stream()
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

    /** The addresses of the server; through a proxy none, for there the proxy looks the name up. */
    List<InetAddress> resolve() throws TransportException {
        if (proxy.isPresent()) {
            return List.of();
        }
        doing.set("the look-up of " + host);
        try {
            var addresses = List.of(InetAddress.getAllByName(host));
            if (!ServerAddress.encrypted(endpoint.uri())
                    && !addresses.stream().allMatch(InetAddress::isLoopbackAddress)) {
                throw new TransportException(Kind.NOT_ENCRYPTED, host + " is not this computer");
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
        TransportException last = new TransportException(Kind.UNKNOWN_HOST, host + " has no address");
        for (int i = 0; i < addresses.size(); i++) {
            var address = addresses.get(i);
            doing.set("the connection to " + address.getHostAddress() + " port " + port);
            var socket = register(new Socket(Proxy.NO_PROXY));
            try {
                // What is left, shared out: a dead IPv6 path must not eat the time of the IPv4 one.
                socket.connect(new InetSocketAddress(address, port), Math.max(1, left() / (addresses.size() - i)));
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
        var target = InetSocketAddress.createUnresolved(host, port);
        var socket = register(proxy.type() == Proxy.Type.SOCKS ? new Socket(proxy) : new Socket(Proxy.NO_PROXY));
        try {
            if (proxy.type() == Proxy.Type.SOCKS) {
                socket.connect(target, left());
            } else {
                var address = (InetSocketAddress) proxy.address();
                socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), left());
                socket.setSoTimeout(left());
                tunnel(socket);
                socket.setSoTimeout(0);
            }
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            abortQuietly(socket);
            throw new TransportException(
                    new TransportFailure(
                            Kind.PROXY,
                            doing() + ": " + Failures.of(e, "").failure().detail()),
                    e);
        } catch (TransportException e) {
            abortQuietly(socket);
            throw e;
        }
    }

    /** HTTP CONNECT (RFC 9110 section 9.3.6). */
    private void tunnel(Socket socket) throws IOException, TransportException {
        var authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        var request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var answer = new ByteArrayOutputStream();
        var in = socket.getInputStream();
        // Byte by byte: what follows the empty line belongs to TLS.
        while (!endsWithEmptyLine(answer)) {
            var next = in.read();
            if (next < 0 || answer.size() > MAX_PROXY_ANSWER) {
                throw new TransportException(Kind.PROXY, doing() + ": no HTTP answer");
            }
            answer.write(next);
        }
        var status =
                answer.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
        if (!status.matches("HTTP/1\\.[01] 2\\d\\d( .*)?")) {
            throw new TransportException(Kind.PROXY, doing() + ": it answered " + status.replaceAll("\\p{Cntrl}", ""));
        }
    }

    private static boolean endsWithEmptyLine(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
    }

    /** TLS 1.2 or newer over the connection, with the host's name checked. */
    SSLSocket secure(Socket socket) throws TransportException {
        doing.set("reading the certificate authorities");
        var context = AccountTrust.context(endpoint.authority());
        doing.set("TLS with " + host + " port " + port);
        try {
            var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
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

    /** All steps. */
    Socket open() throws TransportException {
        var socket = connect(resolve());
        return ServerAddress.encrypted(endpoint.uri()) ? secure(socket) : socket;
    }

    /** What is left of the time, in milliseconds, at least one. */
    private int left() throws TransportException {
        var left = Duration.between(clock.now(), deadline).toMillis();
        if (left <= 0) {
            throw new TransportException(Kind.TIMEOUT, late());
        }
        return Math.toIntExact(Math.min(left, TIMEOUT.toMillis()));
    }

    String late() {
        return String.format(Locale.ROOT, "no answer within %d s, in %s", TIMEOUT.toSeconds(), doing());
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
