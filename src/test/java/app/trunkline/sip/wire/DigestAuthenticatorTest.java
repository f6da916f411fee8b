package app.trunkline.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;

class DigestAuthenticatorTest {
    private Optional<String> password = Optional.of("Circle of Life");
    private final DigestAuthenticator digest =
            new DigestAuthenticator("Mufasa", () -> password, new HeaderFactoryImpl(), () -> "c");

    /** RFC 7616 section 3.9.1. */
    @Test
    void computesTheExamplesOfTheStandard() {
        var nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        var cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        assertThat(DigestAlgorithm.MD5.response(
                        false,
                        "Mufasa",
                        "http-auth@example.org",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        nonce,
                        "00000001",
                        cnonce,
                        "auth",
                        new byte[0]))
                .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(DigestAlgorithm.SHA_256.response(
                        false,
                        "Mufasa",
                        "http-auth@example.org",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        nonce,
                        "00000001",
                        cnonce,
                        "auth",
                        new byte[0]))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    private static Request request() throws ParseException {
        return (Request) parse("REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:u@example.com>;tag=1\r\nTo: <sip:u@example.com>\r\nCall-ID: x\r\n"
                + "CSeq: 7 REGISTER\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    }

    private static Response challenge(String... lines) throws ParseException {
        return (Response) parse("SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:u@example.com>;tag=1\r\nTo: <sip:u@example.com>;tag=2\r\nCall-ID: x\r\n"
                + "CSeq: 7 REGISTER\r\n" + String.join("\r\n", lines) + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static Object parse(String text) throws ParseException {
        return new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    }

    private static String www(String realm, String nonce, String more) {
        return "WWW-Authenticate: Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\"" + more;
    }

    private Request retry(DigestAuthenticator.Outcome outcome) {
        assertThat(outcome).isInstanceOf(DigestAuthenticator.Outcome.Retry.class);
        return ((DigestAuthenticator.Outcome.Retry) outcome).request();
    }

    @Test
    void answersTheStrongestOfferedWithTheNextNumber() throws ParseException {
        var again = retry(digest.answer(
                challenge(
                        www("r", "n1", ", algorithm=MD5, qop=\"auth\""),
                        www("r", "n2", ", algorithm=SHA-512-256, qop=\"auth\""),
                        www("r", "n3", ", algorithm=SHA-256, qop=\"auth,auth-int\""),
                        www("r", "n4", ", algorithm=UNHEARD-OF, qop=\"auth\"")),
                request()));
        assertThat(again.getHeader("Authorization").toString())
                .contains("algorithm=SHA-512-256")
                .contains("nonce=\"n2\"")
                .contains("nc=00000001")
                .doesNotContain("Circle");
        assertThat(((CSeqHeader) again.getHeader(CSeqHeader.NAME)).getSeqNumber())
                .isEqualTo(8);
    }

    @Test
    void answersSeveralRealmsAtOnce() throws ParseException {
        var again = retry(digest.answer(
                challenge(
                        www("a", "n1", ", qop=\"auth\""),
                        "Proxy-Authenticate: Digest realm=\"b\", nonce=\"n2\", algorithm=SHA-256, qop=\"auth\""),
                request()));
        assertThat(again.getHeader("Authorization").toString()).contains("realm=\"a\"");
        assertThat(again.getHeader("Proxy-Authorization").toString()).contains("realm=\"b\"");
    }

    @Test
    void countsTheUsesOfANonce() throws ParseException {
        digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request());
        var next = request();
        digest.authorize(next);
        assertThat(next.getHeader("Authorization").toString()).contains("nc=00000002");
    }

    @Test
    void aSecondRefusalIsAWrongPassword() throws ParseException {
        var again = retry(digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request()));
        assertThat(digest.answer(challenge(www("r", "n2", ", qop=\"auth\"")), again))
                .isInstanceOf(DigestAuthenticator.Outcome.Refused.class);
    }

    @Test
    void aStaleNonceIsAnsweredAnewWithoutAskingThePerson() throws ParseException {
        var again = retry(digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request()));
        var third = retry(digest.answer(challenge(www("r", "n2", ", stale=true, qop=\"auth\"")), again));
        assertThat(third.getHeader("Authorization").toString()).contains("nonce=\"n2\"");
    }

    @Test
    void aNonceThatWasUsedBeforeMayHaveRunOutWithoutAWord() throws ParseException {
        digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request());
        var later = request();
        digest.authorize(later);
        retry(digest.answer(challenge(www("r", "n2", ", qop=\"auth\"")), later));
    }

    @Test
    void theSameNonceIsNeverAnsweredTwice() throws ParseException {
        var again = retry(digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request()));
        assertThat(digest.answer(challenge(www("r", "n1", ", stale=true, qop=\"auth\"")), again))
                .isInstanceOf(DigestAuthenticator.Outcome.Refused.class);
    }

    private static Request invite() throws ParseException {
        return (Request) parse("INVITE sip:9001@example.com SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:u@example.com>;tag=1\r\nTo: <sip:9001@example.com>\r\nCall-ID: y\r\n"
                + "CSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void whatTheRegistrarWasToldIsNotShownToTheFarSide() throws ParseException {
        digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request());
        var call = invite();
        digest.authorize(call);
        assertThat(call.getHeader("Authorization")).isNull();
    }

    @Test
    void aProxyMayAskWithTheNonceOfItsRegistrar() throws ParseException {
        digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request());
        var again = retry(digest.answer(
                challenge("Proxy-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\""), invite()));
        assertThat(again.getHeader("Proxy-Authorization").toString()).contains("nonce=\"n1\"");
        var next = invite();
        digest.authorize(next);
        assertThat(next.getHeader("Proxy-Authorization").toString()).contains("nc=00000002");
    }

    @Test
    void saysWhenNothingCanBeAnswered() throws ParseException {
        assertThat(digest.answer(challenge(www("r", "n", ", algorithm=UNHEARD-OF")), request()))
                .isInstanceOf(DigestAuthenticator.Outcome.NoCommonAlgorithm.class);
        password = Optional.empty();
        assertThat(digest.answer(challenge(www("r", "n", "")), request()))
                .isInstanceOf(DigestAuthenticator.Outcome.NoPassword.class);
    }

    @Test
    void escapesWhatCouldLeaveItsQuotes() throws ParseException {
        var odd = new DigestAuthenticator("a\"b\\c", () -> password, new HeaderFactoryImpl(), () -> "c");
        var again = retry(odd.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request()));
        assertThat(again.getHeader("Authorization").toString()).contains("username=\"a\\\"b\\\\c\"");
    }
}
