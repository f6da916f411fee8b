package app.trunkline.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.RecordingTransport;
import app.trunkline.sip.Reply;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.TextMessage;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.identity.IdentityCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The torture messages of RFC 4475 and RFC 5118, each with the answer of a telephone: that of its own user where the
 * message is for one, "none" where an answer is nobody's. In the resources a line ends as lines end there, octets that
 * nobody can print are marked as in RFC 4475 section 2.2, and the last line feed before the next name is the file's own.
 */
class TortureTest {
    /** Of all the messages of RFC 4475 one after the other, as its own archive (appendix A) has them. */
    private static final String ARCHIVE = "b24878056b0a361ed187ee3649973fbc153be07370925a38cd30011786b66b48";

    private static final Pattern MARKED = Pattern.compile("<hex>([0-9A-F]*)</hex>");

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final RecordingTransport transport = new RecordingTransport();
    private final List<String> sent = transport.sent;
    private final List<TextMessage> messages = new ArrayList<>();

    /** As they come in a frame of text, where an octet that is no UTF-8 is replaced. */
    private static Map<String, String> messages(String resource) {
        var all = new LinkedHashMap<String, String>();
        octets(resource).forEach((name, octets) -> all.put(name, new String(octets, StandardCharsets.UTF_8)));
        return all;
    }

    private static Map<String, byte[]> octets(String resource) {
        try (var in = TortureTest.class.getResourceAsStream("/torture/" + resource)) {
            assertThat(in).isNotNull();
            var all = new LinkedHashMap<String, byte[]>();
            for (var part : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^==== ")) {
                var name = part.split("\n", 2);
                if (name.length == 2) {
                    all.put(name[0], unmarked(name[1].substring(0, name[1].length() - 1)));
                }
            }
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String message(String resource, String name) {
        return Objects.requireNonNull(messages(resource).get(name), name);
    }

    private static byte[] unmarked(String text) {
        var octets = new ByteArrayOutputStream();
        var at = 0;
        for (var found : MARKED.matcher(text).results().toList()) {
            octets.writeBytes(lines(text.substring(at, found.start())));
            octets.writeBytes(HexFormat.of().parseHex(found.group(1)));
            at = found.end();
        }
        octets.writeBytes(lines(text.substring(at)));
        return octets.toByteArray();
    }

    private static byte[] lines(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void comes(String message) {
        transport.listeners.getLast().onText(message);
        loop.settle();
    }

    private String answer(String message, String user) {
        var agent = new UserAgent(
                loop,
                new TestLine().user(user).account(),
                () -> Optional.of("pw"),
                transport,
                new FakeMediaEngine(loop),
                TestLine.config(IdentityCheck.NONE));
        agent.takeMessages(messages::add);
        agent.connect();
        transport.listeners.getLast().onOpen();
        loop.settle();
        var before = sent.size();
        comes(message);
        var answers = List.copyOf(sent.subList(before, sent.size()));
        comes(CallOnTheWire.request("OPTIONS", "").replace("trunk_12345", user));
        assertThat(sent.getLast()).as("it lives on").startsWith("SIP/2.0 200 ");
        return answers.isEmpty() ? "none" : answers.getLast();
    }

    private static void is(String answer, String expected) {
        assertThat(answer.startsWith("SIP/2.0 ") ? answer.substring(8, 11) : answer)
                .matches(expected);
    }

    @Test
    void areAllThere() {
        assertThat(messages("rfc4475.dat")).hasSize(49);
        assertThat(messages("rfc5118.dat")).hasSize(12);
    }

    @Test
    void areThoseOfTheArchiveToTheOctet() throws NoSuchAlgorithmException {
        var sum = MessageDigest.getInstance("SHA-256");
        octets("rfc4475.dat").values().forEach(sum::update);
        assertThat(HexFormat.of().formatHex(sum.digest())).isEqualTo(ARCHIVE);
    }

    /** A call is answered with 180, or with 488 before it rings: the sound in them is none that a browser would take. */
    @ParameterizedTest
    @CsvSource({
        // 3.1.1 valid: what has a To tag belongs to a dialog that nobody knows
        "wsinv, vivekg, 481",
        "intmeth, user, 405",
        "esc01, sips:user%40example.com, 404",
        "escnull, user, 405",
        "esc02, user, 405",
        "lwsdisp, user, 200",
        "longreq, user, 180|488",
        "dblreq, user, 405",
        "semiuri, user, 404",
        "transports, user, 200",
        "mpart01, kumiko, 200",
        "unreason, user, none",
        "noreason, user, none",
        // 3.1.2 invalid
        "badinv01, user, 400",
        "clerr, user, 400",
        "ncl, user, 400",
        "scalar02, user, 400",
        "scalarlg, user, none",
        "quotbal, user, 400",
        "ltgtruri, user, 400",
        "lwsruri, user, 400",
        "lwsstart, user, 400",
        "trws, remote-target, 400",
        "escruri, user, 400",
        // A Date is nothing to a call.
        "baddate, user, 180|488",
        "regbadct, user, 405",
        "badaspec, user, 200|400",
        "baddn, t.watson, 200|400",
        "badvers, t.watson, 505",
        "mismatch01, user, 400",
        "mismatch02, user, 400",
        "bigcode, user, none",
        // 3.2
        "badbranch, user, 200",
        // 3.3
        "insuf, user, 400",
        "unkscm, user, 416",
        "novelsc, user, 416",
        "unksm2, user, 405",
        "bext01, user, 420",
        "invut, user, 415",
        "regaut01, user, 405",
        "multi01, user, 400",
        "mcl01, user, 400",
        "bcast, user, none",
        "zeromf, user, 200",
        "cparam01, user, 405",
        "cparam02, user, 405",
        "regescrt, user, 405",
        "sdp01, user, 406",
        // 3.4: of RFC 2543 all is taken but a call without a Contact, which nobody could hang up
        "inv2543, UserB, 400",
    })
    void rfc4475(String name, String user, String expected) {
        is(answer(message("rfc4475.dat", name), user.replaceAll("^sips:.*", "nobody")), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ipv6-good, user, 405",
        "ipv6-bad, user, 400",
        "port-ambiguous, user, 405",
        "port-unambiguous, user, 405",
        "via-received-param-with-delim, user, 481",
        "via-received-param-no-delim, user, 200",
        // Its Content-Length says more than the frame has (RFC 3261 section 18.3); those of two others say less.
        "ipv6-in-sdp, user, 400",
        "mult-ip-in-header, user, 481",
        "mult-ip-in-sdp, user, 180|488",
        "ipv4-mapped-ipv6, user, 180|488",
        "ipv6-bug-abnf-3-colons, user, 200|400",
        "ipv6-correct-abnf-2-colons, user, 200",
    })
    void rfc5118(String name, String user, String expected) {
        is(answer(message("rfc5118.dat", name), user), expected);
    }

    @Test
    void anIpv6AddressInTheDescriptionOfTheSessionIsNothingOdd() {
        is(answer(message("rfc5118.dat", "ipv6-in-sdp").replace("268", "251"), "user"), "180|488");
    }

    @Test
    void whatWasUnderstoodIsAnsweredToTheLetter() {
        var unsupported = answer(message("rfc4475.dat", "bext01"), "user");
        assertThat(Reply.header(unsupported, "Unsupported"))
                .isEqualTo("nothingSupportsThis, nothingSupportsThisEither");
        var text = answer(message("rfc4475.dat", "mpart01"), "kumiko");
        assertThat(text).startsWith("SIP/2.0 200 ");
        assertThat(messages).extracting(TextMessage::text).containsExactly("Hello");
        var tortuous = answer(message("rfc4475.dat", "wsinv"), "vivekg");
        assertThat(Reply.header(tortuous, "Call-ID")).isEqualTo("wsinv.ndaksdj@192.0.2.1");
        assertThat(tortuous).contains("390skdjuw").contains("z9hG4bK9ikj8").contains("z9hG4bK30239");
        var method = answer(message("rfc4475.dat", "intmeth"), "user");
        assertThat(method)
                .contains("CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~")
                .contains("branch=z9hG4bK-.!%66*_+`'~");
        assertThat(Reply.has(method, "Allow")).isTrue();
        var reachable =
                message("rfc4475.dat", "inv2543").replace("CSeq:", "Contact: <sip:+13035551111@192.0.2.5>\r\nCSeq:");
        var old = answer(reachable, "UserB");
        is(old, "180|488");
        assertThat(Reply.header(old, "Via")).isEqualTo("SIP/2.0/UDP iftgw.example.com");
        assertThat(Reply.header(old, "From")).doesNotContain("tag");
    }
}
