package app.trunkline.sip.identity;

import java.util.Locale;
import java.util.Optional;

/** What the carrier that signed a call vouches for (RFC 8588 section 4, ATIS-1000074 section 5.2.3). */
public enum Attestation {
    /** A: it knows the caller, and that the caller has a right to the number. */
    FULL("A"),
    /** B: it knows the caller, but not the right to the number. */
    PARTIAL("B"),
    /** C: the call came in through its gateway; it knows no more. */
    GATEWAY("C");

    private final String letter;

    Attestation(String letter) {
        this.letter = letter;
    }

    /** {@code A}, {@code B} or {@code C}. */
    public String letter() {
        return letter;
    }

    /** By its letter, in either case. */
    public static Optional<Attestation> of(String letter) {
        return switch (letter.strip().toUpperCase(Locale.ROOT)) {
            case "A" -> Optional.of(FULL);
            case "B" -> Optional.of(PARTIAL);
            case "C" -> Optional.of(GATEWAY);
            default -> Optional.empty();
        };
    }
}
