package app.trunkline.sip;

import java.util.Optional;

/**
 * As whom a call is placed (RFC 3323, RFC 3325).
 *
 * @param number one of the account's numbers; empty: its {@link Account#callerId}
 * @param hidden the far side sees no number; the provider still learns it, and has to support this
 */
public record Presentation(Optional<String> number, boolean hidden) {
    /** The account's own number, shown. */
    public static final Presentation USUAL = new Presentation(Optional.empty(), false);

    /** Hidden, whichever number it is. */
    public static final Presentation HIDDEN = new Presentation(Optional.empty(), true);

    /** One of the account's numbers, shown. */
    public static Presentation as(String number) {
        return new Presentation(Optional.of(number), false);
    }
}
