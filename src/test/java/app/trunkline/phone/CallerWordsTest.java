package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.CallerIdentity.Verstat;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Forwarded;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import app.trunkline.store.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people read of a caller, and what the call log keeps. */
class CallerWordsTest {
    private static CallerIdentity server(Verstat verstat, Attestation attestation) {
        return new CallerIdentity(
                Optional.of(verstat), Optional.of(attestation), Optional.empty(), new Verification.Absent());
    }

    private static CallerIdentity checked(Verification verification) {
        return new CallerIdentity(Optional.empty(), Optional.empty(), Optional.empty(), verification);
    }

    @Test
    void saysWhatTheCarrierVouchesFor() {
        assertThat(CallerWords.of(server(Verstat.PASSED, Attestation.FULL)))
                .hasValue("Verified by the carrier (A): the caller has a right to this number.");
        assertThat(CallerWords.of(server(Verstat.PASSED, Attestation.PARTIAL)))
                .hasValue("Verified by the carrier (B): the carrier knows the caller, but not whether the number is"
                        + " theirs.");
        assertThat(CallerWords.of(server(Verstat.PASSED, Attestation.GATEWAY)))
                .hasValue("Verified by the carrier (C): the call came through a gateway, and nobody vouches for the"
                        + " number.");
        assertThat(CallerWords.of(server(Verstat.FAILED, Attestation.FULL)))
                .hasValue("Failed: this number may be forged.");
        assertThat(CallerWords.of(server(Verstat.NOT_CHECKED, Attestation.FULL)))
                .isEmpty();
        assertThat(CallerWords.of(CallerIdentity.UNKNOWN)).isEmpty();
    }

    @Test
    void saysWhyItFailed() {
        assertThat(CallerWords.of(checked(new Verification.Forged())).orElseThrow())
                .endsWith("does not match the call.");
        assertThat(CallerWords.of(checked(new Verification.Stale(Duration.ofMinutes(2))))
                        .orElseThrow())
                .contains("too old", "this computer's clock");
        assertThat(CallerWords.of(checked(new Verification.Stale(Duration.ofMinutes(-2))))
                        .orElseThrow())
                .contains("dated in the future");
        assertThat(CallerWords.of(checked(new Verification.WrongNumber("x"))).orElseThrow())
                .endsWith("belongs to another call.");
        for (var unknown : List.of(
                new Verification.Untrusted(""),
                new Verification.CertificateMissing(""),
                new Verification.Malformed(""),
                new Verification.Checking())) {
            assertThat(CallerWords.of(checked(unknown))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhoForwardedAndWhy(Forwarded.Reason reason) {
        var words = CallerWords.of(new Forwarded(new SipAddress("", "+14155550166", "x"), reason), number -> "#1");
        assertThat(words).startsWith("Forwarded from #1").doesNotContain("()");
        assertThat(words.contains("(")).isEqualTo(reason != Forwarded.Reason.UNKNOWN);
    }

    @Test
    void namesADeskByItsNameAndHidesWhatIsPrivate() {
        assertThat(CallerWords.of(
                        new Forwarded(new SipAddress("Front desk", "9", "x"), Forwarded.Reason.BUSY),
                        SipAddress::displayName))
                .isEqualTo("Forwarded from Front desk (busy)");
        assertThat(CallerWords.of(
                        new Forwarded(new SipAddress("", "anonymous", "anonymous.invalid"), Forwarded.Reason.UNKNOWN),
                        number -> "#1"))
                .isEqualTo("Forwarded from a private number");
    }

    private static CallRecord logged(SipAddress target, SipAddress remote, CallerIdentity identity) {
        var end = new CallState.Ended(new EndReason(EndReason.Kind.HUNG_UP_THERE, 0, ""), Duration.ZERO);
        var call = new CallSnapshot(
                new CallId("1"),
                "a1",
                Direction.INCOMING,
                remote,
                "",
                end,
                false,
                Instant.EPOCH,
                List.of(),
                Optional.empty(),
                identity,
                target);
        return CallHistory.entry(call, end, "Office", "US", new PhoneNumbers());
    }

    @Test
    void theLogKeepsWhoCalledAndWhetherThatCouldBeBelieved() {
        var bob = new SipAddress("Bob", "+14155550142", "example.com");
        var grace = new SipAddress("Grace", "+14155550188", "example.com");
        var changed = logged(bob, grace, checked(new Verification.WrongNumber("")));
        assertThat(changed.number()).isEqualTo("+14155550142");
        assertThat(changed.name()).isEqualTo("Bob");
        assertThat(changed.address()).isEqualTo("sip:+14155550142@example.com");
        assertThat(changed.caller()).isEqualTo(CallRecord.Caller.DOUBTFUL);
        assertThat(logged(bob, bob, server(Verstat.PASSED, Attestation.PARTIAL)).caller())
                .isEqualTo(CallRecord.Caller.PARTLY);
        assertThat(logged(bob, bob, server(Verstat.PASSED, Attestation.FULL)).caller())
                .isEqualTo(CallRecord.Caller.VERIFIED);
        assertThat(logged(bob, bob, server(Verstat.PASSED, Attestation.GATEWAY)).caller())
                .isEqualTo(CallRecord.Caller.GATEWAY);
        assertThat(logged(bob, bob, CallerIdentity.UNKNOWN).caller()).isEqualTo(CallRecord.Caller.UNKNOWN);
    }
}
