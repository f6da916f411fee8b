package app.trunkline.terminal;

import app.trunkline.settings.AccountSettings;
import java.util.Map;

/** The demo line while it runs. */
public interface RunningDemo extends AutoCloseable {
    /** How to reach it: server, domain, user and the file of its authority are set. */
    AccountSettings account();

    /** The password of its one user: no secret, it opens nothing but the demo. */
    String password();

    /** Its numbers and what each does, in the order in which to print them. */
    Map<String, String> numbers();

    /** Stops it; blocks shortly. */
    @Override
    void close();
}
