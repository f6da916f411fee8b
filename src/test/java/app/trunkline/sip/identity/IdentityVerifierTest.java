package app.trunkline.sip.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every outcome of a verification, by certificates and PASSporTs made here. */
class IdentityVerifierTest {
    private static final String AT = "https://certificates.example.com/carrier.pem";
    private static final String CALLER = "14155550199";
    private static final String CALLED = "14155550123";

    @TempDir
    private Path folder;

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final Instant now = loop.now();
    private final Carrier authority = Carrier.authority("Numbering Authority", now);
    private final Carrier carrier = authority.certifies("Example Carrier", now);
    private boolean mayFetch;

    @BeforeEach
    void trust() {
        authority.writeTo(folder.resolve("authority.pem"));
    }

    private IdentityClaim claim(String... headers) {
        return new IdentityClaim(
                List.of(headers), Set.of("+1 415-555-0199"), Set.of("+" + CALLED, "trunk_12345"), Optional.empty());
    }

    private List<Verification> outcomes(IdentityClaim claim) {
        return outcomes(claim, new TrustPolicy(Optional.of(folder), mayFetch));
    }

    private List<Verification> outcomes(IdentityClaim claim, TrustPolicy policy) {
        var told = new ArrayList<Verification>();
        var verifier = new IdentityVerifier(loop, Runnable::run, () -> policy, CertificateFetch.ofPublicServers(loop));
        loop.execute(() -> verifier.check(claim, now, told::add));
        loop.settle();
        return told;
    }

    private Verification outcome(String... headers) {
        return outcomes(claim(headers)).getLast();
    }

    private String shaken(String attestation) {
        return carrier.shaken(attestation, CALLER, CALLED, now, AT);
    }

    private void supply() {
        carrier.writeTo(folder.resolve("carrier.pem"));
    }

    @Test
    void tellsWhoSignedAndWhatTheyVouchFor() {
        supply();
        assertThat(outcomes(claim(shaken("A"))))
                .containsExactly(
                        new Verification.Checking(),
                        new Verification.Verified(Optional.of(Attestation.FULL), "Example Carrier", "709J"));
        assertThat(outcome(shaken("B")))
                .isEqualTo(new Verification.Verified(Optional.of(Attestation.PARTIAL), "Example Carrier", "709J"));
        assertThat(outcome(shaken("C")))
                .isEqualTo(new Verification.Verified(Optional.of(Attestation.GATEWAY), "Example Carrier", "709J"));
    }

    @Test
    void findsTheCertificateByItsKeyWhereItsFileHasAnotherName() {
        carrier.writeTo(folder.resolve("some-name.crt"));
        assertThat(outcome(shaken("A"))).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void readsOneFileWithAllCertificates() throws IOException {
        var bundle = Files.writeString(folder.resolve("bundle.pem"), authority.pem() + carrier.pem());
        var told = outcomes(claim(shaken("A")), new TrustPolicy(Optional.of(bundle), false));
        assertThat(told.getLast()).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void aChangedNumberIsAForgery() {
        supply();
        var other = carrier.shaken("A", "14155550111", CALLED, now, AT).split("\\.");
        var mine = shaken("A").split("\\.");
        assertThat(outcome(mine[0] + "." + mine[1] + "."
                        + String.join(".", List.of(other).subList(2, other.length))))
                .isEqualTo(new Verification.Forged());
    }

    @Test
    void anothersKeyIsAForgery() {
        supply();
        var thief = authority.certifies("Thief", now);
        assertThat(outcome(thief.shaken("A", CALLER, CALLED, now, AT))).isEqualTo(new Verification.Forged());
    }

    @Test
    void aSignatureOfAnotherLengthIsAForgeryAndNoException() {
        supply();
        var text = shaken("A");
        var signature = text.substring(text.lastIndexOf('.', text.indexOf(';')) + 1, text.indexOf(';'));
        assertThat(outcome(text.replace(signature, signature.substring(0, 40)))).isEqualTo(new Verification.Forged());
        assertThat(outcome(text.replace(signature, "A".repeat(86)))).isEqualTo(new Verification.Forged());
    }

    @Test
    void sixtySecondsAreFreshAndSixtyOneAreNot() {
        supply();
        assertThat(outcome(carrier.shaken("A", CALLER, CALLED, now.minusSeconds(60), AT)))
                .isInstanceOf(Verification.Verified.class);
        assertThat(outcome(carrier.shaken("A", CALLER, CALLED, now.minusSeconds(61), AT)))
                .isEqualTo(new Verification.Stale(Duration.ofSeconds(61)));
        assertThat(outcome(carrier.shaken("A", CALLER, CALLED, now.plusSeconds(61), AT)))
                .isEqualTo(new Verification.Stale(Duration.ofSeconds(-61)));
    }

    @Test
    void anothersCallIsAWrongNumber() {
        supply();
        assertThat(outcome(carrier.shaken("A", "14155550111", CALLED, now, AT)))
                .isEqualTo(new Verification.WrongNumber("signed for the caller 14155550111"));
        assertThat(outcome(carrier.shaken("A", CALLER, "14155550122", now, AT)))
                .isInstanceOf(Verification.WrongNumber.class);
    }

    @Test
    void anUnknownAuthorityIsNotTrusted() {
        var unknown = Carrier.authority("Somebody", now).certifies("Somebody's Carrier", now);
        unknown.writeTo(folder.resolve("carrier.pem"));
        assertThat(outcome(unknown.shaken("A", CALLER, CALLED, now, AT))).isInstanceOf(Verification.Untrusted.class);
    }

    @Test
    void anExpiredCertificateIsNotTrusted() {
        var old = authority.certifies(
                "Old Carrier", now.minus(Duration.ofDays(9)), now.minusSeconds(5), Carrier.code("1"));
        old.writeTo(folder.resolve("carrier.pem"));
        assertThat(outcome(old.shaken("A", CALLER, CALLED, now, AT))).isInstanceOf(Verification.Untrusted.class);
    }

    @Test
    void aCertificateForOtherNumbersIsNotTrusted() {
        var until = now.plusSeconds(99);
        var other = authority.certifies("Small", now, until, Carrier.number("14155550198"), Carrier.range("1999", 5));
        other.writeTo(folder.resolve("carrier.pem"));
        assertThat(outcome(other.shaken("A", CALLER, CALLED, now, AT)))
                .isEqualTo(new Verification.Untrusted("the certificate is not for this number"));
        var right = authority.certifies("Small", now, until, Carrier.range("14155550190", 10));
        right.writeTo(folder.resolve("carrier.pem"));
        assertThat(outcome(right.shaken("A", CALLER, CALLED, now, AT)))
                .isEqualTo(new Verification.Verified(Optional.of(Attestation.FULL), "Small", ""));
    }

    @Test
    void withoutTheCertificateNothingIsSaid() {
        assertThat(outcome(shaken("A"))).isEqualTo(new Verification.CertificateMissing("certificates are not fetched"));
        assertThat(outcomes(claim(shaken("A")), TrustPolicy.NOBODY))
                .containsExactly(new Verification.CertificateMissing("no authorities are trusted"));
        mayFetch = true;
        assertThat(outcome(carrier.shaken("A", CALLER, CALLED, now, "http://example.com/c.pem")))
                .isEqualTo(new Verification.CertificateMissing("certificates are fetched by https alone"));
        assertThat(outcome(carrier.shaken("A", CALLER, CALLED, now, "https://127.0.0.1/c.pem")))
                .isEqualTo(new Verification.CertificateMissing("127.0.0.1 is at no public address"));
    }

    @Test
    void aBaseTokenNeedsNoAttestation() {
        supply();
        var claims = "{\"dest\":{\"uri\":[\"sip:x@example.com\"],\"tn\":[\"" + CALLED + "\"]},\"iat\":"
                + now.getEpochSecond() + ",\"orig\":{\"tn\":\"" + CALLER + "\"}}";
        var head = "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + AT + "\"}";
        assertThat(outcome(carrier.header(head, claims, AT, "")))
                .isEqualTo(new Verification.Verified(Optional.empty(), "Example Carrier", "709J"));
    }

    @Test
    void theCompactFormIsMadeAgainFromTheRequest() {
        supply();
        var head = "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + AT + "\"}";
        var claims = "{\"dest\":{\"tn\":[\"" + CALLED + "\"]},\"iat\":" + now.getEpochSecond() + ",\"orig\":{\"tn\":\""
                + CALLER + "\"}}";
        var full = carrier.header(head, claims, AT, "");
        var compact = ".." + full.substring(full.lastIndexOf('.', full.indexOf(';')) + 1);
        var claim = new IdentityClaim(List.of(compact), Set.of(CALLER), Set.of("bob", CALLED), Optional.of(now));
        assertThat(outcomes(claim).getLast()).isInstanceOf(Verification.Verified.class);
        var other = new IdentityClaim(List.of(compact), Set.of("14155550111"), Set.of(CALLED), Optional.of(now));
        assertThat(outcomes(other).getLast()).isEqualTo(new Verification.Forged());
        assertThat(outcome(compact)).isEqualTo(new Verification.Malformed("the compact form needs a Date"));
        var nobody = new IdentityClaim(List.of(compact), Set.of(), Set.of(CALLED), Optional.of(now));
        assertThat(outcomes(nobody))
                .containsExactly(new Verification.Malformed("the request names no caller or nobody called"));
    }

    @Test
    void nationalNumbersAreComparedInInternationalForm() {
        supply();
        var national =
                new IdentityClaim(List.of(shaken("A")), Set.of("4155550199"), Set.of("4155550123"), Optional.empty());
        assertThat(outcomes(national).getLast()).isInstanceOf(Verification.WrongNumber.class);
        assertThat(outcomes(national.read(number -> Optional.of("+1" + number))).getLast())
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void whatIsNoPassportIsMalformed() {
        supply();
        var good = shaken("A");
        for (var bad : List.of(
                "",
                "x",
                "a.b",
                "a.b.c;info=<https://x>;alg=ES256",
                good.replace("alg=ES256", "alg=RS256"),
                good.replaceFirst(";info=<[^>]*>", ""),
                good.replace(AT, "https://other.example.com/x"),
                carrier.header("[]", "{}", AT, ""),
                carrier.header("{\"alg\":\"none\",\"typ\":\"passport\",\"x5u\":\"" + AT + "\"}", "{}", AT, ""),
                carrier.header("{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + AT + "\"} x", "{}", AT, ""),
                carrier.header("{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + AT + "\"}", "{}", AT, ""),
                shaken("D"))) {
            assertThat(outcome(bad)).as(bad).isInstanceOf(Verification.Malformed.class);
        }
        for (var time : List.of("1e99999999", "1.5", "\"1\"", "9223372036854775807")) {
            var head = "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + AT + "\"}";
            var claims = "{\"dest\":{\"tn\":[\"1\"]},\"iat\":" + time + ",\"orig\":{\"tn\":\"1\"}}";
            assertThat(outcome(carrier.header(head, claims, AT, "")))
                    .as(time)
                    .isEqualTo(new Verification.Malformed("iat is no time in seconds"));
        }
        var without = carrier.header(
                "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + AT + "\"}", "{}", AT, ";ppt=shaken");
        assertThat(outcome(without))
                .isEqualTo(new Verification.Malformed("ppt is another in the header than in what was signed"));
    }

    @Test
    void extensionsThatAreNotKnownAreLeftAlone() {
        supply();
        var diverted = shaken("A").replace("ppt=\"shaken\"", "ppt=\"div\"");
        assertThat(outcome()).isEqualTo(new Verification.Absent());
        assertThat(outcome(diverted)).isEqualTo(new Verification.Absent());
        assertThat(outcome(diverted, shaken("A"))).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void theDeadlineIsTheLoops() {
        var told = new ArrayList<Verification>();
        var verifier = new IdentityVerifier(
                loop,
                task -> {},
                () -> new TrustPolicy(Optional.of(folder), true),
                CertificateFetch.ofPublicServers(loop));
        loop.execute(() -> verifier.check(claim(shaken("A")), now, told::add));
        loop.advance(Duration.ofSeconds(9));
        assertThat(told)
                .containsExactly(new Verification.Checking(), new Verification.CertificateMissing("it took too long"));
    }
}
