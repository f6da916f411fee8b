package app.trunkline.session;

import app.trunkline.loop.Observable;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The desktop that the program runs on. A door: each system has another. Any thread; nothing blocks but {@link #close}. */
public interface DesktopSession extends AutoCloseable {
    /**
     * Begins. Once, after the first frame of the window: a start does not wait for a desktop.
     *
     * @param presses told what the person pressed there, on a thread of the session's own
     */
    void open(Consumer<Press> presses);

    /** Replaces what the desktop shows. */
    void show(SessionView view);

    /** What this desktop can do now; told on a thread of the session's own. */
    Observable<Abilities> abilities();

    /** Takes everything back: notifications close, players go on. Blocks, for a second at most. */
    @Override
    void close();

    /** Whether it is a system whose desktop can do anything of it. */
    static boolean known(String osName) {
        return osName.toLowerCase(Locale.ROOT).contains("linux");
    }

    /**
     * That of this system.
     *
     * @param osName as the system property {@code os.name}
     * @param environment of this process
     */
    static DesktopSession of(String osName, Map<String, String> environment) {
        return known(osName) ? new BusSession(environment) : none();
    }

    /** A desktop that can do nothing: the window does all by itself. */
    static DesktopSession none() {
        var abilities = new Observable<>(Abilities.NONE);
        return new DesktopSession() {
            @Override
            public void open(Consumer<Press> presses) {
                // Nobody presses anything.
            }

            @Override
            public void show(SessionView view) {
                // There is nowhere to show it.
            }

            @Override
            public Observable<Abilities> abilities() {
                return abilities;
            }

            @Override
            public void close() {
                // Nothing was begun.
            }
        };
    }
}
