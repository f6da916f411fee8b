package app.trunkline.sip.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.loop.VirtualEventLoop;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates from a real HTTPS server, and what is not taken from one. */
class CertificateFetchTest {
    private final Carrier authority = Carrier.authority("Authority", Instant.now());
    private final Carrier web = authority.serves("localhost", Instant.now());
    private final HttpsServer server;
    private final ThreadEventLoop clock = new ThreadEventLoop("test-clock");

    CertificateFetchTest() throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("web", web.key(), new char[0], new X509Certificate[] {web.certificate()});
        var managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, new char[0]);
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/good.pem", exchange -> answer(exchange, 200, authority.pem()));
        server.createContext("/long.pem", exchange -> answer(exchange, 200, " ".repeat(70_000) + authority.pem()));
        server.createContext("/text", exchange -> answer(exchange, 200, "nothing here"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", at("/good.pem").toString());
            answer(exchange, 302, "");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        clock.close();
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        } catch (IOException e) {
            // Who has read enough hangs up.
        }
    }

    private URI at(String path) {
        return URI.create("https://localhost:" + server.getAddress().getPort() + path);
    }

    private SSLSocketFactory trusting() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority.certificate());
        var managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return tls.getSocketFactory();
    }

    private CertificateFetch fetch() throws GeneralSecurityException, IOException {
        return CertificateFetch.of(trusting(), InetAddress::isLoopbackAddress, clock);
    }

    private void refused(String path, String words) throws GeneralSecurityException, IOException {
        var fetch = fetch();
        assertThatThrownBy(() -> fetch.fetch(at(path)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    @Test
    void fetchesACertificate() throws Exception {
        assertThat(fetch().fetch(at("/good.pem"))).containsExactly(authority.certificate());
    }

    @Test
    void aFetchedCertificateProvesACallerAndIsKept(@TempDir Path folder) throws Exception {
        var loop = new VirtualEventLoop();
        var now = loop.now();
        var numbering = Carrier.authority("Numbering Authority", now);
        var carrier = numbering.certifies("Example Carrier", now);
        numbering.writeTo(folder.resolve("authority.pem"));
        var asked = new AtomicInteger();
        server.createContext("/carrier.pem", exchange -> {
            asked.incrementAndGet();
            answer(exchange, 200, carrier.pem());
        });
        var claim = new IdentityClaim(
                List.of(carrier.shaken(
                        "A",
                        "14155550199",
                        "14155550123",
                        now,
                        at("/carrier.pem").toString())),
                Set.of("+14155550199"),
                Set.of("+14155550123"),
                Optional.empty());
        var told = new ArrayList<Verification>();
        var verifier =
                new IdentityVerifier(loop, Runnable::run, () -> new TrustPolicy(Optional.of(folder), true), fetch());
        for (var call = 0; call < 2; call++) {
            verifier.check(claim, now, told::add);
            loop.settle();
            assertThat(told.getLast())
                    .isEqualTo(new Verification.Verified(Optional.of(Attestation.FULL), "Example Carrier", "709J"));
        }
        assertThat(asked).hasValue(1);
        var without =
                new IdentityVerifier(loop, Runnable::run, () -> new TrustPolicy(Optional.of(folder), false), fetch());
        without.check(claim, now, told::add);
        loop.settle();
        assertThat(told.getLast()).isEqualTo(new Verification.CertificateMissing("certificates are not fetched"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void takesNothingElse() throws Exception {
        refused("/long.pem", "too long");
        refused("/text", "no certificate");
        refused("/moved", "302");
        refused("/nowhere", "404");
    }

    @Test
    void goesNowhereElse() {
        var careful = CertificateFetch.ofPublicServers(clock);
        for (var inside : new String[] {
            "https://127.0.0.1/c",
            "https://10.1.2.3/c",
            "https://192.168.1.1/c",
            "https://169.254.169.254/c",
            "https://[::1]/c",
            "https://[fd00::1]/c",
            "https://[fe80::1]/c",
            "https://0.0.0.0/c",
            "https://100.64.1.1/c",
            "https://100.127.255.255/c",
            "https://192.0.0.8/c",
            "https://192.0.2.1/c",
            "https://198.19.255.1/c",
            "https://198.51.100.1/c",
            "https://203.0.113.9/c",
            "https://240.0.0.1/c",
            "https://255.255.255.255/c",
            "https://224.0.0.1/c",
            "https://0.1.2.3/c",
            "https://192.88.99.1/c",
            "https://[64:ff9b::a00:1]/c",
            "https://[64:ff9b:1::1]/c",
            "https://[2002:a00:1::1]/c",
            "https://[2001:0:1::1]/c",
            "https://[2001:db8::1]/c",
            "https://[3fff::1]/c",
            "https://[100::1]/c",
            "https://[5f00::1]/c",
            "https://[ff02::1]/c",
            "https://[::ffff:10.0.0.1]/c",
            "https://[::]/c",
            "https://[::7f00:1]/c"
        }) {
            assertThatThrownBy(() -> careful.fetch(URI.create(inside)))
                    .as(inside)
                    .hasMessageContaining("no public address");
        }
        for (var other : new String[] {"http://example.com/c", "file:///etc/passwd", "https://me@example.com/c"}) {
            assertThatThrownBy(() -> careful.fetch(URI.create(other))).as(other).hasMessageContaining("https alone");
        }
    }

    @Test
    void takesEveryPublicAddress() throws Exception {
        for (var outside : List.of(
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.1.1",
                "223.255.255.1",
                "2606:4700::1",
                "2a00:1450::1",
                "2001:4860::1",
                "2003::1")) {
            assertThat(PublicAddress.is(InetAddress.ofLiteral(outside)))
                    .as(outside)
                    .isTrue();
        }
    }

    /** The name is looked up once: a second answer of the DNS could lead inside. The server still hears its own name. */
    @Test
    void connectsToTheAddressThatWasChecked() throws Exception {
        var hosts = new ArrayList<String>();
        server.createContext("/named.pem", exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            answer(exchange, 200, authority.pem());
        });
        var sought = new ArrayList<URI>();
        var before = ProxySelector.getDefault();
        var wire = new ArrayList<InetSocketAddress>();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                sought.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try {
            var factory = trusting();
            var watching = CertificateFetch.of(
                    new WatchedSockets(
                            factory, socket -> wire.add((InetSocketAddress) socket.getRemoteSocketAddress())),
                    InetAddress::isLoopbackAddress,
                    clock);
            assertThat(watching.fetch(at("/named.pem"))).containsExactly(authority.certificate());
        } finally {
            ProxySelector.setDefault(before);
        }
        assertThat(sought).containsExactly(at("/named.pem"));
        assertThat(hosts).containsExactly(at("/").getAuthority());
        assertThat(wire)
                .singleElement()
                .satisfies(at -> assertThat(at.getHostString()).isEqualTo("127.0.0.1"));
    }

    /** A byte now and then keeps every single wait short. */
    @Test
    void oneDeadlineEndsABodyThatTrickles() throws Exception {
        server.createContext("/slow.pem", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                for (var octet : authority.pem().getBytes(StandardCharsets.UTF_8)) {
                    body.write(octet);
                    body.flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                // The client left.
            }
        });
        var fetch = fetch();
        var begun = System.nanoTime();
        assertThatThrownBy(() -> fetch.fetch(at("/slow.pem"))).isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void trustsTheServerNoMoreThanAnyOther() throws Exception {
        var careful = CertificateFetch.of(
                (javax.net.ssl.SSLSocketFactory) javax.net.ssl.SSLSocketFactory.getDefault(), address -> true, clock);
        assertThatThrownBy(() -> careful.fetch(at("/good.pem"))).isInstanceOf(javax.net.ssl.SSLException.class);
    }

    /** Shows over which connection TLS is begun. */
    private static final class WatchedSockets extends SSLSocketFactory {
        private final SSLSocketFactory real;
        private final Consumer<Socket> seen;

        WatchedSockets(SSLSocketFactory real, Consumer<Socket> seen) {
            this.real = real;
            this.seen = seen;
        }

        @Override
        public Socket createSocket(Socket wire, String host, int port, boolean autoClose) throws IOException {
            seen.accept(wire);
            return real.createSocket(wire, host, port, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new AssertionError("looked up again: " + host);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress here, int localPort) {
            throw new AssertionError("looked up again: " + host);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return real.createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress here, int localPort) throws IOException {
            return real.createSocket(host, port, here, localPort);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return real.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return real.getSupportedCipherSuites();
        }
    }
}
