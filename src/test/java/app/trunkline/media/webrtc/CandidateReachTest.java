package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaException;
import app.trunkline.media.Reach;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which candidates of a far side reach native code, by where the signalling server is. */
class CandidateReachTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LINK = "fe80::1";
    private static final String PUBLIC = "192.0.2.7";

    private static Reach server(String at) {
        return Reach.of(Optional.of(InetAddress.ofLiteral(at)));
    }

    private static String udp(String address) {
        return "a=candidate:1 1 udp 7 " + address + " 40000 typ host";
    }

    private static String tcp(String address, String type) {
        return "a=candidate:1 1 tcp 7 " + address + " 4000 typ host tcptype " + type;
    }

    private static Sdp description(String... candidates) {
        return Sdp.parse("v=0\r\no=x 7 3 IN IP4 192.0.2.7\r\ns=x\r\nt=0 0\r\nm=audio 40000 UDP/TLS/RTP/SAVPF 8\r\n"
                        + "a=rtpmap:8 PCMA/8000\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                        + "a=fingerprint:sha-256 " + "AA:".repeat(31) + "AA\r\na=rtcp-mux\r\na=setup:active\r\n"
                        + String.join("\r\n", candidates) + "\r\n")
                .orElseThrow();
    }

    private static long kept(Sdp inward) {
        return inward.text()
                .lines()
                .filter(line -> line.startsWith("a=candidate:"))
                .count();
    }

    private static boolean tried(Reach reach, String candidate) {
        var translator = new SdpTranslator(CodecChoice.of(List.of()), reach);
        var offered = new SdpTranslator(CodecChoice.of(List.of()), reach);
        try {
            var inOffer = kept(offered.offerIn(description(candidate)));
            assertThat(kept(translator.answerIn(description(candidate))))
                    .as("in an answer as in an offer")
                    .isEqualTo(inOffer);
            return inOffer == 1;
        } catch (MediaException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "::1",
                "::ffff:127.0.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "224.0.0.1",
                "239.255.255.250",
                "255.255.255.255",
                "ff02::1",
                "127.1",
                "0177.0.0.1",
                "localhost",
                "phone.localhost",
                "phone.example.com",
                "169.254.169.254",
                "fe80::1",
                "febf::1",
                "::ffff:169.254.1.1"
            })
    void aServerElsewhereMakesUsTouchNoPortOfThisComputerOrLink(String address) {
        assertThat(tried(server("198.51.100.1"), udp(address))).isFalse();
        assertThat(tried(server("10.0.0.1"), tcp(address, "active"))).isFalse();
        assertThat(tried(Reach.of(Optional.empty()), udp(address)))
                .as("a server behind a proxy")
                .isFalse();
        assertThat(tried(Reach.ANYWHERE, udp(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, "10.0.0.7", "192.168.1.7", "2001:db8::7", "fd00::7", "0e1a-77.local"})
    void whatIsOfTheNetworkIsTriedWhereverTheServerIs(String address) {
        for (var at : List.of("198.51.100.1", LOOPBACK, LINK)) {
            assertThat(tried(server(at), udp(address))).as(at).isTrue();
            assertThat(tried(server(at), tcp(address, "active"))).as(at).isTrue();
        }
    }

    @Test
    void aServerOnThisComputerOrLinkOpensThatAloneToItsCalls() {
        for (var here : List.of(LOOPBACK, "::1")) {
            assertThat(tried(server(here), udp(LOOPBACK))).isTrue();
            assertThat(tried(server(here), udp("::1"))).isTrue();
            assertThat(tried(server(here), tcp(LOOPBACK, "passive"))).isTrue();
            assertThat(tried(server(here), udp(LINK))).isFalse();
        }
        for (var near : List.of("169.254.7.7", LINK)) {
            assertThat(tried(server(near), udp("169.254.1.1"))).isTrue();
            assertThat(tried(server(near), udp(LINK))).isTrue();
            assertThat(tried(server(near), udp(LOOPBACK))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"passive", "so", "PASSIVE"})
    void noTcpConnectionIsOpenedAtACallersWish(String type) {
        for (var at : List.of("198.51.100.1", LOOPBACK, LINK)) {
            assertThat(tried(server(at), tcp(PUBLIC, type))).as(at).isFalse();
        }
    }

    /** Each would be tried from each of ours. */
    @Test
    void ofCandidatesWithoutEndFewAreTried() throws MediaException {
        var many =
                IntStream.range(0, 900).mapToObj(n -> udp("192.0.2." + n % 250).replace("40000", "" + (1024 + n)));
        var translator = new SdpTranslator(CodecChoice.of(List.of()), server(PUBLIC));
        assertThat(kept(translator.offerIn(description(many.toArray(String[]::new)))))
                .isEqualTo(RemoteAudio.MOST_CANDIDATES);
    }
}
