package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import java.util.List;

/** Lines for tests. */
final class TestLines {
    private TestLines() {}

    static AccountSettings line(String server, String user) {
        return new AccountSettings(
                "line-1", "Office", true, server, "", user, "", "", "", "US", "", "", 0, 0, "", "", "", false, "",
                List.of(), null);
    }
}
