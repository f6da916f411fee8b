package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.ServerBuilder;
import app.trunkline.text.Texts;
import java.util.Map;

/**
 * The demo line while it runs.
 *
 * @param account how to reach it: server, domain, user and the file of its authority are set
 * @param password of its one user: no secret, it opens nothing but the demo
 * @param numbers its numbers and what each does, in the order in which to print them
 * @param stop stops it; blocks shortly
 */
public record RunningDemo(AccountSettings account, String password, Map<String, String> numbers, Runnable stop)
        implements AutoCloseable {
    /** Account id of the demo line; the settings never hold it. */
    private static final String ACCOUNT = "demo";

    /** The settings of a line that reaches it. */
    public static AccountSettings account(String server, String domain, String user, String authority) {
        return AccountSettingsBuilder.builder()
                .id(ACCOUNT)
                .name(new Texts().get("demo.line"))
                .enabled(true)
                .server(ServerBuilder.builder()
                        .addresses(server)
                        .domain(domain)
                        .authority(authority)
                        .build())
                .identity(IdentityBuilder.builder().user(user).build())
                .build();
    }

    /** Stops it; blocks shortly. */
    @Override
    public void close() {
        stop.run();
    }
}
