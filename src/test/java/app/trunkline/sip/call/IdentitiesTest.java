package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.Account;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.CallerIdentity.Standing;
import app.trunkline.sip.CallerIdentity.Verstat;
import app.trunkline.sip.Forwarded;
import app.trunkline.sip.Forwarded.Reason;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import app.trunkline.sip.wire.Read;
import app.trunkline.sip.wire.RemoteParty;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls, who forwarded the call and who is connected, read from messages as they come. */
class IdentitiesTest {
    private static final String FROM = "From: \"Caller\" <sip:+14155550199@carrier.example>;tag=f";

    private static SipRequest invite(String... headers) throws ParseException {
        return request("INVITE sip:c0ntact@x.invalid;transport=ws SIP/2.0", headers);
    }

    private static SipRequest request(String first, String... headers) throws ParseException {
        return Read.request(text(first, headers));
    }

    private static SipResponse response(String first, String... headers) throws ParseException {
        return Read.response(text(first, headers));
    }

    private static String text(String first, String... headers) {
        var all = String.join("\r\n", headers);
        return first + "\r\n"
                + "Via: SIP/2.0/WSS h.invalid;branch=z9hG4bKx\r\n"
                + (all.contains("From:") ? "" : FROM + "\r\n")
                + "To: <sip:+14155550123@example.com>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n"
                + (all.isEmpty() ? "" : all + "\r\n")
                + "Content-Length: 0\r\n\r\n";
    }

    private static final Account ACCOUNT =
            new TestLine().numbers("+14155550123", "+14155550124").account();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P-Asserted-Identity: <sip:+14155550142;verstat=%s@carrier.example;user=phone>",
                "P-Asserted-Identity: <sip:+14155550142@carrier.example;user=phone;verstat=%s>",
                "P-Asserted-Identity: <tel:+14155550142;verstat=%s>",
                "From: <sip:+14155550142@carrier.example;verstat=%s>;tag=1",
                "From: <sip:+14155550142@carrier.example>;tag=1;verstat=%s",
                "From: <sip:+14155550142;verstat=%s@carrier.example>;tag=1"
            })
    void verstatStandsInManyPlacesAndIsNoPartOfTheNumber(String header) throws Exception {
        for (var word : List.of("TN-Validation-Passed", "TN-Validation-Passed-B", "TN-Validation-Failed-C")) {
            var invite = invite(header.formatted(word));
            var passed = word.contains("Passed");
            assertThat(Identities.of(invite).carrier()).hasValue(passed ? Verstat.PASSED : Verstat.FAILED);
            assertThat(Identities.of(invite).attestation())
                    .isEqualTo(
                            word.endsWith("-B")
                                    ? Optional.of(Attestation.PARTIAL)
                                    : word.endsWith("-C") ? Optional.of(Attestation.GATEWAY) : Optional.empty());
            assertThat(RemoteParty.of(invite, "example.com").user()).isEqualTo("+14155550142");
        }
    }

    @Test
    void theServersWordIsAddedUp() throws Exception {
        assertThat(Identities.of(invite())).isEqualTo(CallerIdentity.UNKNOWN);
        var full = Identities.of(invite(
                "P-Asserted-Identity: <sip:+14155550142@x;verstat=TN-Validation-Passed>",
                "P-Attestation-Indicator: A"));
        assertThat(full.standing()).isEqualTo(new Standing.Good(Optional.of(Attestation.FULL)));
        assertThat(Identities.of(invite("P-Attestation: c")).attestation()).hasValue(Attestation.GATEWAY);
        var none = Identities.of(invite("P-Asserted-Identity: <sip:+14155550142@x;verstat=No-TN-Validation>"));
        assertThat(none.carrier()).hasValue(Verstat.NOT_CHECKED);
        assertThat(none.standing()).isEqualTo(new Standing.Unknown());
        var failed = Identities.of(invite("P-Asserted-Identity: <sip:+14155550142@x;verstat=TN-Validation-Failed>"));
        assertThat(failed.standing()).isEqualTo(new Standing.Doubtful());
        assertThat(Identities.of(invite("P-Asserted-Identity: <sip:+14155550142@x;verstat=TN-Validation-Passedx>"))
                        .carrier())
                .isEmpty();
    }

    @Test
    void ourOwnCheckCountsBeforeTheServersWord() throws Exception {
        var passed = Identities.of(invite("P-Asserted-Identity: <sip:+14155550142@x;verstat=TN-Validation-Passed-A>"));
        assertThat(passed.with(new Verification.Forged()).standing()).isEqualTo(new Standing.Doubtful());
        assertThat(passed.with(new Verification.CertificateMissing("")).standing())
                .isEqualTo(new Standing.Good(Optional.of(Attestation.FULL)));
        var failed = Identities.of(invite("P-Asserted-Identity: <sip:+14155550142@x;verstat=TN-Validation-Failed>"));
        assertThat(failed.with(new Verification.Verified(Optional.of(Attestation.PARTIAL), "", ""))
                        .standing())
                .isEqualTo(new Standing.Good(Optional.of(Attestation.PARTIAL)));
    }

    @Test
    void theFirstWhoDivertedIsTheLastOfTheDiversions() throws Exception {
        var forwarded = Identities.of(invite(
                        "Diversion: <sip:+14155550177@x>;reason=no-answer;counter=1",
                        "Diversion: \"Front, desk\" <sip:+14155550166@x>;reason=user-busy;privacy=off"))
                .forwarded();
        assertThat(forwarded).hasValue(new Forwarded(new SipAddress("Front, desk", "+14155550166", "x"), Reason.BUSY));
        assertThat(Identities.of(invite("Diversion: <tel:+14155550177>;reason=unconditional, <sip:+1;a=b@y>"))
                        .forwarded())
                .hasValue(new Forwarded(new SipAddress("", "+1", "y"), Reason.UNKNOWN));
        assertThat(Identities.of(invite("Diversion: <sip:+14155550177@x>;privacy=full;reason=deflection"))
                        .forwarded())
                .hasValue(new Forwarded(new SipAddress("", "anonymous", "anonymous.invalid"), Reason.DEFLECTED));
    }

    @Test
    void historyTellsAForwardingFromADeliveryToOnesOwnTelephone() throws Exception {
        assertThat(Identities.of(invite("History-Info: <sip:+14155550166@x?Reason=SIP%3Bcause%3D486>;index=1,"
                                + " <sip:+14155550123@x>;index=1.1;mp=1, <sip:c@y.invalid>;index=1.1.1;rc=1.1"))
                        .forwarded())
                .hasValue(new Forwarded(new SipAddress("", "+14155550166", "x"), Reason.BUSY));
        assertThat(Identities.of(invite(
                                "History-Info: <sip:+14155550166@x>;index=1",
                                "History-Info: <sip:+14155550123@x;cause=408>;index=1.1"))
                        .forwarded())
                .hasValue(new Forwarded(new SipAddress("", "+14155550166", "x"), Reason.NO_ANSWER));
        assertThat(Identities.of(invite(
                                "History-Info: <sip:+14155550166@x?Privacy=history>;index=1",
                                "History-Info: <sip:+14155550123@x;cause=302>;index=1.1;mp=1"))
                        .forwarded())
                .hasValue(new Forwarded(new SipAddress("", "anonymous", "anonymous.invalid"), Reason.ALWAYS));
        assertThat(Identities.of(invite("History-Info: <sip:+14155550123@x>;index=1, <sip:c@y.invalid>;index=1.1;rc=1"))
                        .forwarded())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "<>",
                "<sip:>;index",
                "\"",
                "<sip:a@b",
                "<sip:%zz@x>;reason=away",
                ";;;",
                "<sip:x@y>;index=1,,"
            })
    void nonsenseIsNobody(String value) throws Exception {
        var identity = Identities.of(invite("Diversion: " + value, "History-Info: " + value));
        assertThat(identity.carrier()).isEmpty();
    }

    @Test
    void whatIsComparedWithTheSignatureIsEveryNameOfCallerAndCalled() throws Exception {
        var claim = Identities.claim(
                invite(
                        "P-Asserted-Identity: <tel:+14155550142>",
                        "Date: Thu, 01 Jan 2026 00:00:05 GMT",
                        "Identity: abc;info=<https://a,b>",
                        "y: def"),
                ACCOUNT);
        assertThat(claim.callers()).containsExactly("14155550142", "14155550199", "sip:+14155550199@carrier.example");
        assertThat(claim.called()).contains("14155550123", "14155550124", "sip:+14155550123@example.com");
        assertThat(claim.headers()).containsExactly("abc;info=<https://a,b>", "def");
        assertThat(claim.date()).hasValue(Instant.parse("2026-01-01T00:00:05Z"));
    }

    @Test
    void theConnectedPartyChangesByUpdateAndByAnswer() throws Exception {
        var party = new ConnectedParty(
                new SipAddress("Caller", "+14155550199", "carrier.example"), Optional.of(invite()), "example.com");
        assertThat(party.heard(request("UPDATE sip:c@x.invalid SIP/2.0"))).isFalse();
        assertThat(party.heard(request("UPDATE sip:c@x.invalid SIP/2.0", "From: \"Other\" <sip:+14155550142@z>;tag=f")))
                .isTrue();
        assertThat(party.now()).isEqualTo(new SipAddress("Other", "+14155550142", "z"));
        assertThat(party.heard(request("UPDATE sip:c@x.invalid SIP/2.0", "From: <sip:+14155550142@z>;tag=f")))
                .isFalse();
        assertThat(party.heard(request("UPDATE sip:c@x.invalid SIP/2.0", "Privacy: id")))
                .isFalse();
        assertThat(party.heard(request("UPDATE sip:c@x.invalid SIP/2.0"))).isTrue();
        assertThat(party.now().user()).isEqualTo("+14155550199");
    }

    @Test
    void anAnswerNamesWhoAnswered() throws Exception {
        var party = new ConnectedParty(new SipAddress("", "9001", "example.com"), Optional.empty(), "example.com");
        assertThat(party.heard(response("SIP/2.0 200 OK"))).isFalse();
        assertThat(party.heard(response("SIP/2.0 200 OK", "P-Asserted-Identity: \"Desk\" <sip:9001@example.com>")))
                .isTrue();
        assertThat(party.heard(response("SIP/2.0 200 OK", "P-Asserted-Identity: <sip:9001@example.com>")))
                .isFalse();
        assertThat(party.now()).isEqualTo(new SipAddress("Desk", "9001", "example.com"));
        assertThat(party.heard(response("SIP/2.0 200 OK", "P-Asserted-Identity: <tel:+14155550142>", "Privacy: id")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"A,FULL", "b,PARTIAL", " C ,GATEWAY"})
    void attestationsAreLetters(String letter, Attestation attestation) {
        assertThat(Attestation.of(letter)).hasValue(attestation);
        assertThat(Attestation.of(letter + "x")).isEmpty();
    }
}
