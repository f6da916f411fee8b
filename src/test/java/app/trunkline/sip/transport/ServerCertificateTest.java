package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.transport.TransportFailure.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of the account's own authority that are refused all the same, and what is told of them. */
class ServerCertificateTest {
    private static final String LOCAL = "san=dns:localhost";

    @TempDir
    private static Path folder;

    private static TestAuthority authority;

    private final HurriedLoop loop = new HurriedLoop(1);
    private final WssTransport transport = new WssTransport(loop);
    private final Ear ear = new Ear();

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = new TestAuthority(folder);
        authority.makes("sha1", "-ext", LOCAL, "-dname", "CN=localhost", "-sigalg", "SHA1withECDSA");
        authority.makes("short", "-ext", LOCAL, "-dname", "CN=localhost", "-keyalg", "RSA", "-keysize", "1024");
        authority.makes("nearly", "-ext", LOCAL, "-dname", "CN=localhost", "-keyalg", "RSA", "-keysize", "2040");
        authority.makes("long", "-ext", LOCAL, "-dname", "CN=localhost", "-keyalg", "RSA", "-keysize", "2048");
        authority.makes("nameless", "-dname", "CN=localhost");
        authority.makes("addressed", "-ext", "san=ip:127.0.0.1", "-dname", "CN=localhost");
        authority.makes("early", "-ext", LOCAL, "-dname", "CN=localhost", "-startdate", "+2d", "-validity", "9");
        authority.makes(
                "many",
                "-ext",
                "san=dns:a.example,dns:*.b.example,ip:192.0.2.1,dns:c.example,dns:d.example",
                "-dname",
                "CN=localhost");
    }

    @AfterEach
    void closeAll() {
        loop.execute(transport::close);
        loop.close();
    }

    private void connect(URI uri) {
        var endpoint = new WssEndpoint(uri, Optional.of(authority.pem()), Optional.empty(), Duration.ofSeconds(30));
        loop.execute(() -> transport.connect(endpoint, ear));
    }

    private TransportFailure failureOf(String certificate) throws Exception {
        try (var server = new LoopbackServer(authority.server(certificate), "sip", true)) {
            connect(server.uri());
            return ear.fails();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1", "short", "nearly"})
    void refusesWhatCanBeForged(String certificate) throws Exception {
        assertThat(failureOf(certificate).kind()).isEqualTo(Kind.WEAK_CERTIFICATE);
    }

    @Test
    void takesWhatIsJustStrongEnough() throws Exception {
        try (var server = new LoopbackServer(authority.server("long"), "sip", true)) {
            connect(server.uri());
            ear.opens();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nameless", "addressed"})
    void refusesANameInTheCommonNameAlone(String certificate) throws Exception {
        assertThat(failureOf(certificate).kind()).isEqualTo(Kind.NAME_NOT_STATED);
    }

    @Test
    void takesAnAddressAsItsName() throws Exception {
        try (var server = new LoopbackServer(authority.server("addressed"), "sip", true)) {
            connect(URI.create("wss://127.0.0.1:" + server.getPort()));
            ear.opens();
        }
    }

    @Test
    void tellsSinceWhenItIsInvalidAndFromWhenOnItIsValid() throws Exception {
        var expired = failureOf(TestAuthority.EXPIRED);
        assertThat(expired.kind()).isEqualTo(Kind.EXPIRED_CERTIFICATE);
        assertThat(LocalDate.parse(expired.fact())).isCloseTo(LocalDate.now().minusDays(1), within(1));
        var early = failureOf("early");
        assertThat(early.kind()).isEqualTo(Kind.NOT_YET_VALID_CERTIFICATE);
        assertThat(LocalDate.parse(early.fact())).isCloseTo(LocalDate.now().plusDays(2), within(1));
    }

    private static TemporalUnitOffset within(int days) {
        return Assertions.within(days, ChronoUnit.DAYS);
    }

    @Test
    void tellsWhoseCertificateItIs() throws Exception {
        var other = failureOf(TestAuthority.OTHER_NAME);
        assertThat(other.kind()).isEqualTo(Kind.WRONG_HOST_NAME);
        assertThat(other.fact()).isEqualTo("elsewhere.invalid");
        assertThat(failureOf("many").fact()).isEqualTo("a.example, *.b.example, c.example, …");
    }

    /** A server that refuses our versions (RFC 8446 section 6.2), and ones that choose TLS 1.0 or 1.1 of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "15 0301 0002 02 46",
                "16 0301 002a 02 000026 0301 " + RANDOM + " 00 c013 00",
                "16 0302 002a 02 000026 0302 " + RANDOM + " 00 c013 00"
            })
    void tellsThatTheServersTlsIsTooOld(String answer) throws Exception {
        var bytes = HexFormat.of().parseHex(answer.replace(" ", ""));
        try (var server = new RawServer(socket -> {
            assertThat(socket.getInputStream().read()).isNotNegative();
            socket.getOutputStream().write(bytes);
        })) {
            connect(URI.create("wss://localhost:" + server.port()));
            assertThat(ear.fails().kind()).isEqualTo(Kind.OLD_TLS);
        }
    }

    private static final String RANDOM = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
}
