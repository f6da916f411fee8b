package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.ServerBuilder;

/** Lines for tests. */
final class TestLines {
    private TestLines() {}

    static AccountSettings line(String server, String user) {
        return AccountSettingsBuilder.builder()
                .id("line-1")
                .name("Office")
                .enabled(true)
                .country("US")
                .server(ServerBuilder.builder().addresses(server).build())
                .identity(IdentityBuilder.builder().user(user).build())
                .build();
    }
}
