package app.trunkline.it;

import com.google.gson.JsonObject;
import java.util.Locale;

/** Prints what a test measured, for the guide's tables. Nothing depends on it. */
final class Measured {
    private Measured() {}

    /** @param from epoch, in milliseconds, as events have it in {@code t} */
    static void print(String what, long from, JsonObject event) {
        System.out.println(String.format(
                Locale.ROOT, "measured: %s: %.2f s", what, (event.get("t").getAsLong() - from) / 1_000.0));
    }
}
