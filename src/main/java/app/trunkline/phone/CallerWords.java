package app.trunkline.phone;

import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.CallerIdentity.Standing;
import app.trunkline.sip.Forwarded;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import app.trunkline.text.Texts;
import java.util.Optional;
import java.util.function.Function;

/** What is known of a caller, in words for the window and the terminal alike. Pure; any thread. */
public final class CallerWords {
    private static final Texts TEXTS = new Texts();

    private CallerWords() {}

    /** Whether the number can be believed; empty where nothing is known. */
    public static Optional<String> of(CallerIdentity identity) {
        return switch (identity.standing()) {
            case Standing.Unknown() -> Optional.empty();
            case Standing.Good(var attestation) -> Optional.of(good(attestation, identity.verification()));
            case Standing.Doubtful() -> Optional.of(doubt(identity.verification()));
        };
    }

    private static String good(Optional<Attestation> attestation, Verification verification) {
        var by = verification instanceof Verification.Verified ? "caller.verified" : "caller.verified.carrier";
        var words = attestation
                .map(a -> TEXTS.get("caller.attested", TEXTS.get(by), a.letter(), TEXTS.of("caller.attestation", a)))
                .orElseGet(() -> TEXTS.get("caller.passed", TEXTS.get(by)));
        return verification instanceof Verification.Verified(var _, var signer, var _)
                ? TEXTS.get("caller.signed", words, signer)
                : words;
    }

    private static String doubt(Verification verification) {
        return switch (verification) {
            case Verification.Forged() -> TEXTS.get("caller.doubtful.forged");
            case Verification.Stale(var age) ->
                TEXTS.get(age.isNegative() ? "caller.doubtful.early" : "caller.doubtful.late");
            case Verification.WrongNumber _ -> TEXTS.get("caller.doubtful.wrong-number");
            case Verification.Absent _,
                    Verification.Checking _,
                    Verification.Verified _,
                    Verification.Untrusted _,
                    Verification.CertificateMissing _,
                    Verification.Malformed _ -> TEXTS.get("caller.doubtful");
        };
    }

    /**
     * Who forwarded the call, and why.
     *
     * @param name how people call whoever has an address
     */
    public static String of(Forwarded forwarded, Function<SipAddress, String> name) {
        var by = forwarded.by();
        var who = by.user().equals("anonymous") ? TEXTS.get("forwarded.private") : name.apply(by);
        var why = of(forwarded.reason());
        return why.isEmpty() ? TEXTS.get("forwarded.by", who) : TEXTS.get("forwarded.by.why", who, why);
    }

    /** Why it was forwarded; empty where nobody said. */
    public static String of(Forwarded.Reason reason) {
        return TEXTS.of("forwarded", reason);
    }
}
