package app.trunkline.terminal;

import app.trunkline.phone.InvalidAccountException;
import app.trunkline.settings.Secret;
import app.trunkline.settings.Settings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the command line can start; the wiring's. Called on the main thread, where blocking is allowed. A seam:
 * tests run the command line without a phone.
 */
public interface Programs {
    /**
     * Runs the desktop phone until it is closed.
     *
     * @param away its window out of sight
     * @return the exit status
     */
    int desktop(boolean demoLine, boolean away);

    /**
     * Runs the desktop phone for one call to the demo line's echo, all by itself, and ends it.
     *
     * @return the exit status
     */
    int rehearse();

    /**
     * Hands a number or URI to the running desktop phone, starting it if need be.
     *
     * @return the exit status
     */
    int dial(String target);

    /** The saved settings. */
    Settings settings();

    /** A saved password, by the name that {@link Secret} gives it. */
    Optional<String> secret(String name);

    /** Builds a phone with this one line and nothing of the desktop; not started yet. */
    OpenPhone open(PhoneRequest request) throws InvalidAccountException;

    /** Starts the demo line alone. */
    RunningDemo demo() throws IOException;

    /** Waits for the stage: the one place where the main thread waits. A failed stage is thrown. */
    <T> T await(CompletionStage<T> stage);

    /**
     * Asks to be told, on any thread, when the process is told to end (Ctrl-C); the process ends when the stage that
     * {@link #await} waits for is complete, or a few seconds later.
     */
    void onInterrupt(Runnable quit);
}
