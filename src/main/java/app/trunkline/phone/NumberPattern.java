package app.trunkline.phone;

import app.trunkline.sip.SipAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * An entry of a list of numbers, as typed: a number in any usual writing, all numbers that begin so ({@code +44*}), or a
 * name such as {@code bob} or {@code bob@example.com}. Pure.
 *
 * @param text without separators
 * @param international the same with its country code, where that can be told
 * @param begins true for all that begin so
 */
record NumberPattern(String text, Optional<String> international, boolean begins) {
    /** @param country region for numbers without country code */
    static NumberPattern of(String typed, String country, PhoneNumbers numbers) {
        var begins = typed.strip().endsWith("*");
        var text = compact(begins ? typed.strip().substring(0, typed.strip().length() - 1) : typed);
        return new NumberPattern(
                text, begins ? numbers.prefix(text, country) : international(text, country, numbers), begins);
    }

    /** A prefix, with the asterisk or without. */
    static NumberPattern beginning(String typed, String country, PhoneNumbers numbers) {
        return of(typed.strip().replaceFirst("\\**$", "") + "*", country, numbers);
    }

    private static String compact(String typed) {
        // A name keeps its dots and dashes.
        return SipAddress.number(typed).orElseGet(() -> typed.strip().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> international(String number, String country, PhoneNumbers numbers) {
        return numbers.e164(number, country).or(() -> Optional.of(number).filter(text -> text.matches("[+][0-9]+")));
    }

    /**
     * Whether the number is one of these.
     *
     * @param user number or name, as dialled or as the caller gave it
     * @param host behind the {@code @}, for entries that name one; may be empty
     */
    boolean matches(String user, String host, String country, PhoneNumbers numbers) {
        if (text.isEmpty()) {
            return false;
        }
        var number = compact(user);
        if (text.equals(number + "@" + host.toLowerCase(Locale.ROOT)) || fits(text, number)) {
            return true;
        }
        return international.isPresent()
                && international(number, country, numbers)
                        .filter(theirs -> fits(international.get(), theirs))
                        .isPresent();
    }

    private boolean fits(String mine, String theirs) {
        return begins ? theirs.startsWith(mine) : theirs.equals(mine);
    }

    /** How much of a number it says: the longer one wins. */
    int length() {
        return international.map(String::length).orElse(text.length());
    }
}
