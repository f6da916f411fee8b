package app.trunkline.sip.wire;

import java.util.regex.Pattern;

/** Names that far sides give, made fit to be shown. Pure functions. */
public final class DisplayName {
    /** Control characters, and those that turn the order of what is around them (Unicode UAX 9: embeddings, overrides, isolates). */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069]");

    private DisplayName() {}

    public static String of(String given) {
        return UNFIT.matcher(given).replaceAll("").strip();
    }
}
