package app.trunkline.phone;

import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.CallerIdentity.Standing;
import app.trunkline.sip.Forwarded;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is known of a caller, in plain English for the window and the terminal alike. Pure; any thread. */
public final class CallerWords {
    private CallerWords() {}

    /** Whether the number can be believed; empty where nothing is known. */
    public static Optional<String> of(CallerIdentity identity) {
        return switch (identity.standing()) {
            case Standing.Unknown() -> Optional.empty();
            case Standing.Good(var attestation) -> Optional.of(good(attestation, identity.verification()));
            case Standing.Doubtful() ->
                Optional.of("Failed: this number may be forged." + doubt(identity.verification()));
        };
    }

    private static String good(Optional<Attestation> attestation, Verification verification) {
        var by = verification instanceof Verification.Verified ? "Verified" : "Verified by the carrier";
        return by
                + attestation
                        .map(a -> " (" + a.letter() + "): "
                                + switch (a) {
                                    case FULL -> "the caller has a right to this number.";
                                    case PARTIAL ->
                                        "the carrier knows the caller, but not whether the number is theirs.";
                                    case GATEWAY ->
                                        "the call came through a gateway, and nobody vouches for the number.";
                                })
                        .orElse(": the number passed the check.")
                + (verification instanceof Verification.Verified(var _, var signer, var _)
                        ? " Signed by " + signer + "."
                        : "");
    }

    private static String doubt(Verification verification) {
        return switch (verification) {
            case Verification.Forged() -> " The signature does not fit the call.";
            case Verification.Stale(var age) ->
                age.isNegative()
                        ? " The signature is of a time to come; check this computer's clock."
                        : " The signature is too old; if all calls fail, check this computer's clock.";
            case Verification.WrongNumber _ -> " The signature belongs to another call.";
            case Verification.Absent _,
                    Verification.Checking _,
                    Verification.Verified _,
                    Verification.Untrusted _,
                    Verification.CertificateMissing _,
                    Verification.Malformed _ -> "";
        };
    }

    /**
     * Who forwarded the call, and why.
     *
     * @param number writes a number as people are used to
     */
    public static String of(Forwarded forwarded, UnaryOperator<String> number) {
        var by = forwarded.by();
        var who = by.user().equals("anonymous")
                ? "a number that is kept private"
                : by.displayName().isBlank() ? number.apply(by.user()) : by.displayName();
        var why = of(forwarded.reason());
        return "Forwarded from " + who + (why.isEmpty() ? "" : " (" + why + ")");
    }

    /** Why it was forwarded; empty where nobody said. */
    public static String of(Forwarded.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> "";
            case BUSY -> "busy";
            case NO_ANSWER -> "no answer";
            case UNAVAILABLE -> "not reachable";
            case ALWAYS -> "all calls are forwarded";
            case TIME_OF_DAY -> "by the time of day";
            case DO_NOT_DISTURB -> "do not disturb";
            case DEFLECTED -> "passed on";
            case FOLLOW_ME -> "follow me";
            case OUT_OF_SERVICE -> "out of service";
            case AWAY -> "away";
        };
    }
}
