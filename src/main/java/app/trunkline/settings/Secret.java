package app.trunkline.settings;

import java.util.Arrays;
import java.util.List;

/** The passwords of a line. */
public enum Secret {
    SIP("sip"),
    TURN("turn");

    private final String suffix;

    Secret(String suffix) {
        this.suffix = suffix;
    }

    /** The name under which the secret stores keep a line's; it stays, for passwords are kept under it. */
    public String of(String accountId) {
        return accountId + "/" + suffix;
    }

    public String of(AccountSettings line) {
        return of(line.id());
    }

    /** The names of all of a line's. */
    public static List<String> names(AccountSettings line) {
        return Arrays.stream(values()).map(secret -> secret.of(line)).toList();
    }
}
