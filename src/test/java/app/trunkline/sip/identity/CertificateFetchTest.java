package app.trunkline.sip.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.loop.VirtualEventLoop;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates from a real HTTPS server, and what is not taken from one. */
class CertificateFetchTest {
    private final Carrier authority = Carrier.authority("Authority", Instant.now());
    private final Carrier web = authority.serves("localhost", Instant.now());
    private final HttpsServer server;

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

    private CertificateFetch fetch() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority.certificate());
        var managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return CertificateFetch.of(tls.getSocketFactory(), InetAddress::isLoopbackAddress);
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
        var careful = CertificateFetch.ofPublicServers();
        for (var inside : new String[] {
            "https://127.0.0.1/c", "https://10.1.2.3/c", "https://192.168.1.1/c", "https://169.254.169.254/c",
            "https://[::1]/c", "https://[fd00::1]/c", "https://[fe80::1]/c", "https://0.0.0.0/c"
        }) {
            assertThatThrownBy(() -> careful.fetch(URI.create(inside)))
                    .as(inside)
                    .hasMessageContaining("private network");
        }
        for (var other : new String[] {"http://example.com/c", "file:///etc/passwd", "https://me@example.com/c"}) {
            assertThatThrownBy(() -> careful.fetch(URI.create(other))).as(other).hasMessageContaining("https alone");
        }
    }

    @Test
    void trustsTheServerNoMoreThanAnyOther() throws Exception {
        var careful = CertificateFetch.of(
                (javax.net.ssl.SSLSocketFactory) javax.net.ssl.SSLSocketFactory.getDefault(), address -> true);
        assertThatThrownBy(() -> careful.fetch(at("/good.pem"))).isInstanceOf(javax.net.ssl.SSLException.class);
    }
}
