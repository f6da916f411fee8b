package app.trunkline.settings;

import java.time.Instant;

/**
 * How the program lives on the desktop.
 *
 * @param pausePlayers media players are paused while there is a call
 * @param atLogin the program starts, out of sight, when the user logs in
 * @param looked when missed calls were last looked at, in seconds since 1970; 0: never
 * @param window where the window was
 */
@SettingsRecord
public record SessionSettings(boolean pausePlayers, boolean atLogin, long looked, WindowPlace window)
        implements SessionSettingsBuilder.With {
    public static final SessionSettings DEFAULT =
            SessionSettingsBuilder.builder().pausePlayers(true).build();

    public SessionSettings {
        window = Defaults.or(window, WindowPlace.UNKNOWN);
    }

    /** The same, with missed calls looked at. */
    public SessionSettings lookedAt(Instant now) {
        return withLooked(now.getEpochSecond());
    }

    /**
     * Where a window was, in JavaFX's own pixels.
     *
     * @param width 0 where nothing is known
     */
    public record WindowPlace(double x, double y, double width, double height, boolean maximised) {
        public static final WindowPlace UNKNOWN = new WindowPlace(0, 0, 0, 0, false);
    }
}
