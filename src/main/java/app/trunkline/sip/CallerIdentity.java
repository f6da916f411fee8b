package app.trunkline.sip;

import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import java.util.Optional;

/**
 * What is known of a caller's right to the number, and who forwarded the call. Immutable.
 *
 * @param carrier what the account's own server says of its check (3GPP TS 24.229 section 7.2A.20)
 * @param attestation what the caller's carrier vouches for, as the account's own server passes it on
 * @param forwarded who was called first
 * @param verification our own check of the signature
 */
public record CallerIdentity(
        Optional<Verstat> carrier,
        Optional<Attestation> attestation,
        Optional<Forwarded> forwarded,
        Verification verification) {
    /** Nothing is known, as of every call that we placed. */
    public static final CallerIdentity UNKNOWN =
            new CallerIdentity(Optional.empty(), Optional.empty(), Optional.empty(), new Verification.Absent());

    /** The account's own server's word on the caller's number. */
    public enum Verstat {
        PASSED,
        FAILED,
        NOT_CHECKED
    }

    /** All of it in one answer. */
    public sealed interface Standing {
        /** Nothing that a person could go by. */
        record Unknown() implements Standing {}

        /** Checked and found good; what is vouched for is empty where nobody said. */
        record Good(Optional<Attestation> attestation) implements Standing {}

        /** The number may be forged. */
        record Doubtful() implements Standing {}
    }

    public CallerIdentity with(Verification newest) {
        return new CallerIdentity(carrier, attestation, forwarded, newest);
    }

    /** Our own check counts before the server's word: it is of the same signature, and nearer. */
    public Standing standing() {
        return switch (verification) {
            case Verification.Verified(var vouched, var _, var _) ->
                new Standing.Good(vouched.or(() -> Optional.of(Attestation.FULL)));
            case Verification.Forged _, Verification.Stale _, Verification.WrongNumber _ -> new Standing.Doubtful();
            case Verification.Absent _,
                    Verification.Checking _,
                    Verification.Untrusted _,
                    Verification.CertificateMissing _,
                    Verification.Malformed _ -> byServer();
        };
    }

    private Standing byServer() {
        if (carrier.isEmpty()) {
            return attestation.isPresent() ? new Standing.Good(attestation) : new Standing.Unknown();
        }
        return switch (carrier.get()) {
            case PASSED -> new Standing.Good(attestation);
            case FAILED -> new Standing.Doubtful();
            case NOT_CHECKED -> new Standing.Unknown();
        };
    }
}
