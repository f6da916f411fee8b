package app.trunkline.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestAuthenticatorTest {
    private Optional<String> password = Optional.of("Circle of Life");
    private final DigestAuthenticator digest = new DigestAuthenticator("Mufasa", () -> password, () -> "c");

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

    private static SipRequest request() throws ParseException {
        return Read.request("REGISTER sip:example.com SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:u@example.com>;tag=1\r\nTo: <sip:u@example.com>\r\nCall-ID: x\r\n"
                + "CSeq: 7 REGISTER\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    }

    private static SipResponse challenge(String... lines) throws ParseException {
        return Read.response("SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:u@example.com>;tag=1\r\nTo: <sip:u@example.com>;tag=2\r\nCall-ID: x\r\n"
                + "CSeq: 7 REGISTER\r\n" + String.join("\r\n", lines) + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static SipResponse success(String... lines) throws ParseException {
        return Read.response(challenge(lines).jain().toString().replaceFirst("401 Unauthorized", "200 OK"));
    }

    private static String www(String realm, String nonce, String more) {
        return "WWW-Authenticate: Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\"" + more;
    }

    private SipRequest retry(DigestAuthenticator.Outcome outcome) {
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
        assertThat(again.header("Authorization").orElseThrow())
                .contains("algorithm=SHA-512-256")
                .contains("nonce=\"n2\"")
                .contains("nc=00000001")
                .doesNotContain("Circle");
        assertThat(again.cseq()).isEqualTo(8);
    }

    @Test
    void answersSeveralRealmsAtOnce() throws ParseException {
        var again = retry(digest.answer(
                challenge(
                        www("a", "n1", ", qop=\"auth\""),
                        "Proxy-Authenticate: Digest realm=\"b\", nonce=\"n2\", algorithm=SHA-256, qop=\"auth\""),
                request()));
        assertThat(again.header("Authorization").orElseThrow()).contains("realm=\"a\"");
        assertThat(again.header("Proxy-Authorization").orElseThrow()).contains("realm=\"b\"");
    }

    @Test
    void countsTheUsesOfANonce() throws ParseException {
        digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request());
        var next = request();
        digest.authorize(next);
        assertThat(next.header("Authorization").orElseThrow()).contains("nc=00000002");
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
        assertThat(third.header("Authorization").orElseThrow()).contains("nonce=\"n2\"");
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

    private static SipRequest invite() throws ParseException {
        return Read.request("INVITE sip:9001@example.com SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:u@example.com>;tag=1\r\nTo: <sip:9001@example.com>\r\nCall-ID: y\r\n"
                + "CSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void whatTheRegistrarWasToldIsNotShownToTheFarSide() throws ParseException {
        digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request());
        var call = invite();
        digest.authorize(call);
        assertThat(call.has("Authorization")).isFalse();
    }

    @Test
    void aProxyMayAskWithTheNonceOfItsRegistrar() throws ParseException {
        digest.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request());
        var again = retry(digest.answer(
                challenge("Proxy-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\""), invite()));
        assertThat(again.header("Proxy-Authorization").orElseThrow()).contains("nonce=\"n1\"");
        var next = invite();
        digest.authorize(next);
        assertThat(next.header("Proxy-Authorization").orElseThrow()).contains("nc=00000002");
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
        var odd = new DigestAuthenticator("a\"b\\c", () -> password, () -> "c");
        var again = retry(odd.answer(challenge(www("r", "n1", ", qop=\"auth\"")), request()));
        assertThat(again.header("Authorization").orElseThrow()).contains("username=\"a\\\"b\\\\c\"");
    }

    private static SipRequest bye() throws ParseException {
        return Read.request("BYE sip:far@example.net SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\n"
                + "From: <sip:u@example.com>;tag=1\r\nTo: <sip:9001@example.com>;tag=2\r\nCall-ID: y\r\n"
                + "CSeq: 2 BYE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    }

    private static String proxy(String realm, String nonce) {
        return "Proxy-Authenticate: Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\"";
    }

    /** Whoever speaks with us could otherwise have an answer to guess the password by. */
    @Test
    void insideADialogOnlyKnownRealmsAreAnswered() throws ParseException {
        assertThat(digest.answer(challenge(www("evil", "n1", "")), bye()))
                .isInstanceOf(DigestAuthenticator.Outcome.UnknownRealm.class);
        assertThat(digest.answer(challenge(proxy("evil", "n1")), bye()))
                .isInstanceOf(DigestAuthenticator.Outcome.UnknownRealm.class);
        digest.answer(challenge(www("r", "n1", "")), request());
        digest.answer(challenge(proxy("p", "n1")), invite());
        for (var known : new String[] {"r", "p"}) {
            var again = retry(digest.answer(challenge(proxy(known, "n2"), proxy("evil", "n3")), bye()));
            assertThat(again.headers("Proxy-Authorization"))
                    .anyMatch(line -> line.contains("realm=\"" + known + "\""))
                    .noneMatch(line -> line.contains("evil"));
        }
    }

    @Test
    void theNextNonceStaysWithItsRealm() throws ParseException {
        digest.answer(challenge(www("r", "r1", ", qop=\"auth\"")), request());
        var call = retry(digest.answer(challenge(proxy("p", "p1")), invite()));
        digest.succeeded(success("Proxy-Authentication-Info: nextnonce=\"p2\", qop=auth"), call);
        var next = invite();
        digest.authorize(next);
        assertThat(next.header("Proxy-Authorization").orElseThrow()).contains("nonce=\"p2\"");
        digest.succeeded(success("Authentication-Info: nextnonce=\"evil\""), call);
        var registration = request();
        digest.authorize(registration);
        assertThat(registration.header("Authorization").orElseThrow())
                .contains("nonce=\"r1\"")
                .contains("nc=00000002");
        digest.succeeded(success("Authentication-Info: qop=auth, nextnonce=\"r2\""), registration);
        var refresh = request();
        digest.authorize(refresh);
        assertThat(refresh.header("Authorization").orElseThrow())
                .contains("nonce=\"r2\"")
                .contains("nc=00000001");
    }

    private static final String MD5_QOP = ", algorithm=MD5, qop=\"auth\"";

    /** RFC 7616 section 3.5, for the invite's URI, nc 1 and cnonce "c"; reckoned by hand with md5sum's arithmetic. */
    private String proof(String realm, String nonce) throws Exception {
        var a1 = md5("Mufasa:" + realm + ":" + password.orElseThrow());
        return md5(a1 + ":" + nonce + ":00000001:c:auth:" + md5(":sip:9001@example.com"));
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String noncesOfTheNext() throws ParseException {
        var next = invite();
        digest.authorize(next);
        return String.join("\n", next.headers("Proxy-Authorization"));
    }

    /** Two proxies on the way, and one of them gives another nonce: whose it is, its proof says. */
    @Test
    void theProofSaysWhoseNonceItIs() throws Exception {
        var call = retry(digest.answer(challenge(proxy("a", "a1") + MD5_QOP, proxy("b", "b1") + MD5_QOP), invite()));
        digest.succeeded(success("Proxy-Authentication-Info: nextnonce=\"nobody's\""), call);
        assertThat(noncesOfTheNext()).contains("\"a1\"").contains("\"b1\"");
        digest.succeeded(
                success("Proxy-Authentication-Info: nextnonce=\"b2\", qop=auth, rspauth=\"" + proof("b", "b1")
                        + "\", cnonce=\"c\", nc=00000001"),
                call);
        assertThat(noncesOfTheNext()).contains("\"a1\"").contains("\"b2\"").doesNotContain("\"b1\"");
    }

    @Test
    void theNextNonceOfWhoDoesNotKnowThePasswordIsLeftOut() throws Exception {
        var call = retry(digest.answer(challenge(proxy("a", "a1") + MD5_QOP), invite()));
        digest.succeeded(
                success("Proxy-Authentication-Info: nextnonce=\"a2\", qop=auth, rspauth=\"" + proof("b", "a1") + "\""),
                call);
        assertThat(noncesOfTheNext()).contains("\"a1\"");
        digest.succeeded(
                success("Proxy-Authentication-Info: nextnonce=\"a2\", qop=auth, rspauth=\"" + proof("a", "a1") + "\""),
                call);
        assertThat(noncesOfTheNext()).contains("\"a2\"");
    }

    @Test
    void whoNamesRealmsWithoutEndGetsFewAnswers() throws ParseException {
        var realms =
                IntStream.range(0, 500).mapToObj(n -> www("r" + n, "n", "")).toArray(String[]::new);
        var again = retry(digest.answer(challenge(realms), invite()));
        assertThat(again.headers("Authorization")).hasSize(DigestAuthenticator.MOST_REALMS);
        for (var more = 0; more < 500; more++) {
            digest.answer(challenge(www("s" + more, "n", "")), invite());
        }
        var next = invite();
        digest.authorize(next);
        assertThat(next.headers("Authorization")).hasSizeLessThanOrEqualTo(2 * DigestAuthenticator.MOST_REALMS);
    }
}
