package app.trunkline.sip.wire;

import java.util.regex.Pattern;

/** Names that far sides give, and their words of one line, made fit to be shown. Pure functions. */
public final class DisplayName {
    /**
     * Control characters and line breaks, C1 among them; what cannot be seen at all, so that two names would look alike; and
     * what turns the order of what is around it (Unicode UAX 9: marks, embeddings, overrides, isolates).
     */
    private static final Pattern UNFIT = Pattern.compile(
            "[\\p{Cntrl}\\u0080-\\u009f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]");

    private DisplayName() {}

    public static String of(String given) {
        return UNFIT.matcher(given).replaceAll("").strip();
    }
}
