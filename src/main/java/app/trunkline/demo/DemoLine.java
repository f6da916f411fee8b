package app.trunkline.demo;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A telephone exchange to try a telephone with. A phone connects to {@link #uri}, trusts {@link #authority}, registers
 * as {@link #user} and calls:
 *
 * <ul>
 *   <li>{@code *43}: an echo; what you say comes back, and so do key tones;
 *   <li>{@code *44}: a call back; it answers, says nothing, hangs up after two seconds, and two seconds later calls you
 *       from {@code *44} with an echo;
 *   <li>{@code *45}: busy (486);
 *   <li>{@code *46}: rings and is never answered; after three minutes it says so (480).
 * </ul>
 *
 * <p>Any other user name registers with the same password, and phones call one another by user name. What is neither
 * number nor phone is not found (404). It listens on loopback only. The server's key and that of its authority live in
 * memory and are new at each start, and so is the password.
 *
 * <p>Any thread may use it; it never blocks but for {@link #start}.
 */
public final class DemoLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoLine.class);
    private static final String DOMAIN = "localhost";
    private static final String USER = "demo";
    private static final int STOP_MILLIS = 1000;

    private final EventLoop loop;
    private final URI uri;
    private final Path authority;
    private final String password;
    private final Exchange exchange;
    private final WssServer server;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private DemoLine(EventLoop loop, URI uri, Path authority, String password, Exchange exchange, WssServer server) {
        this.loop = loop;
        this.uri = uri;
        this.authority = authority;
        this.password = password;
        this.exchange = exchange;
        this.server = server;
    }

    /**
     * Starts it on a free port. Takes some hundred milliseconds for keys and files: not to be called on the loop or by a
     * window.
     *
     * @param loop where its signalling runs; may be the telephone's own
     * @param directory where the authority's certificate is written, until {@link #close}; made if it is not there
     * @throws IOException when no port can be had or the directory cannot be written
     */
    public static DemoLine start(EventLoop loop, Path directory) throws IOException {
        var now = loop.now();
        var authority = Certificates.authority(now);
        var server = Certificates.server(authority, now);
        var channel = ServerSocketChannel.open();
        try {
            // Java's own rule for "localhost" prefers IPv4; so do browsers when ::1 is closed.
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(DOMAIN, new byte[] {127, 0, 0, 1}), 0));
            int port = channel.socket().getLocalPort();
            Files.createDirectories(directory);
            var file = Files.createTempFile(directory, "demo-line-", ".pem");
            Files.writeString(file, pem(authority));
            var password = Tokens.token(20);
            var exchange = new Exchange(loop, new SilentMedia(), DOMAIN, DOMAIN + ":" + port, password);
            var wss = new WssServer(channel, loop, exchange, tls(server, authority));
            wss.start();
            LOG.info("the demo line runs on port {}", port);
            return new DemoLine(loop, URI.create("wss://" + DOMAIN + ":" + port + "/"), file, password, exchange, wss);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String pem(Certificates.Identity authority) {
        try {
            var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(authority.certificate().getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext tls(Certificates.Identity server, Certificates.Identity authority) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = new Certificate[] {server.certificate(), authority.certificate()};
            store.setKeyEntry("server", server.key(), new char[0], chain);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where phones connect: {@code wss://localhost:PORT/}. */
    public URI uri() {
        return uri;
    }

    /** The certificate that phones are to trust, in PEM. */
    public Path authority() {
        return authority;
    }

    /** The domain of its addresses. */
    public String domain() {
        return DOMAIN;
    }

    /** A user name to register with. */
    public String user() {
        return USER;
    }

    /** The password of this start. */
    public String password() {
        return password;
    }

    /**
     * Ends every call, closes every connection, stops. Idempotent.
     *
     * @return completes on a thread of its own when all is gone, within two seconds
     */
    public CompletionStage<Void> stop() {
        loop.execute(() -> {
            exchange.close();
            Threads.daemon("demo-stop", this::stopServer).start();
        });
        return stopped;
    }

    private void stopServer() {
        try {
            server.stop(STOP_MILLIS, "the demo line ends");
            Files.deleteIfExists(authority);
        } catch (IOException e) {
            LOG.info("the certificate file stays: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.complete(null);
        }
    }

    /** Begins to {@link #stop} and does not wait. */
    @Override
    public void close() {
        stop();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "DemoLine[" + uri + "]";
    }
}
