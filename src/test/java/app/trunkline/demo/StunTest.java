package app.trunkline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Against the test vectors of RFC 5769. */
class StunTest {
    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

    /** RFC 5769 section 2.1. */
    private static final byte[] REQUEST = hex("""
            00 01 00 58 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
            80 22 00 10 53 54 55 4e 20 74 65 73 74 20 63 6c 69 65 6e 74
            00 24 00 04 6e 00 01 ff 80 29 00 08 93 2f f9 b1 51 26 3b 36
            00 06 00 09 65 76 74 6a 3a 68 36 76 59 20 20 20
            00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49 c1 b5 71 a2
            80 28 00 04 e5 7a 3b cf""");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    @Test
    void readsAndChecksTheRequestOfTheStandard() {
        var request = Stun.request(REQUEST).orElseThrow();
        assertThat(request.user()).isEqualTo("evtj:h6vY");
        assertThat(request.controlled()).isTrue();
        assertThat(request.nominated()).isFalse();
        assertThat(request.signedWith(PASSWORD)).isTrue();
        assertThat(request.signedWith("wrong")).isFalse();
    }

    @Test
    void refusesWhatWasChanged() {
        var wrongPrint = REQUEST.clone();
        wrongPrint[REQUEST.length - 1] ^= 1;
        assertThat(Stun.request(wrongPrint)).isEmpty();
        var unprinted = Arrays.copyOf(REQUEST, REQUEST.length - 8);
        unprinted[3] -= 8;
        assertThat(Stun.request(unprinted).orElseThrow().signedWith(PASSWORD)).isTrue();
        unprinted[30] ^= 1;
        assertThat(Stun.request(unprinted).orElseThrow().signedWith(PASSWORD)).isFalse();
    }

    @Test
    void survivesEveryTruncation() {
        for (int i = 0; i < REQUEST.length; i++) {
            assertThat(Stun.request(Arrays.copyOf(REQUEST, i))).isEmpty();
        }
    }

    @Test
    void answersWithTheAddressMasked() throws Exception {
        var request = Stun.request(REQUEST).orElseThrow();
        // RFC 5769 section 2.2: 192.0.2.1 port 32853 masked is a147 e112a643.
        var v4 = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32_853);
        assertThat(HexFormat.of().formatHex(request.success(v4, PASSWORD)))
                .startsWith("0101")
                .contains("2112a442b7e7a701bc34d686fa87dfae" + "002000080001a147e112a643" + "00080014");
        // Section 2.3: the same for 2001:db8:1234:5678:11:2233:4455:6677.
        var v6 = new InetSocketAddress(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"), 32_853);
        assertThat(HexFormat.of().formatHex(request.success(v6, PASSWORD)))
                .contains("002000140002a147" + "0113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void signsAndPrintsItsAnswers() throws Exception {
        var request = Stun.request(REQUEST).orElseThrow();
        var from = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 5);
        for (var answer : List.of(request.success(from, "secret"), request.error(487, "Role Conflict", "secret"))) {
            // Length, integrity and fingerprint are the same in both kinds: read as a request with its print made anew.
            var asRequest = answer.clone();
            asRequest[0] = 0;
            asRequest[1] = 1;
            assertThat(Stun.request(asRequest)).as("the print covers the type").isEmpty();
            var crc = new CRC32();
            crc.update(answer, 0, answer.length - 8);
            assertThat(ByteBuffer.wrap(answer).getInt(answer.length - 4)).isEqualTo((int) crc.getValue() ^ 0x5354554E);
            var signed = Arrays.copyOf(answer, answer.length - 8 - 24);
            ByteBuffer.wrap(signed).putShort(2, (short) (signed.length - 20 + 24));
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
            assertThat(Arrays.copyOfRange(answer, signed.length + 4, signed.length + 24))
                    .isEqualTo(mac.doFinal(signed));
        }
    }
}
