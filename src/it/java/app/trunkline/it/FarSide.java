package app.trunkline.it;

import java.util.ArrayList;
import java.util.List;

/** One far side for one call, by sipp with a scenario of {@code src/it/lab/sipp/once}: it asserts what the telephone puts on the wire. */
public final class FarSide {
    private final SippLine line;

    private FarSide(SippLine line) {
        this.line = line;
    }

    /** Waits for the call from now on. {@code keys} are names and values that the scenario uses. */
    public static FarSide waits(Lab lab, String scenario, String... keys) {
        List<String> options = new ArrayList<>();
        for (int i = 0; i < keys.length; i += 2) {
            options.addAll(List.of("--key", keys[i], keys[i + 1]));
        }
        return new FarSide(SippLine.open(lab, "once/" + scenario, options.toArray(String[]::new)));
    }

    /** What to call, with this user part. */
    public String address(String user) {
        return user + "@127.0.0.1:" + line.port();
    }

    /** Waits until the call went as its scenario says; an {@link AssertionError} tells what went otherwise. */
    public void succeeds() {
        line.succeeds();
    }
}
