package app.trunkline.ui.settings;

import app.trunkline.loop.Cancellable;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.Secret;
import app.trunkline.settings.Settings;
import app.trunkline.update.Finding;
import app.trunkline.update.Release;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the dialog can read and do; {@link DesktopSettings} in the program. Called on the FX thread, never blocks; consumers are
 * called on the FX thread. A seam: view models are tested against a recording one.
 */
public interface SettingsActions {
    Settings settings();

    Optional<String> password(String accountId, Secret which);

    /** Whether the system has a secret store that keeps what it is given. */
    boolean systemSecretStore();

    /** Whether this system's desktop is one whose players can be paused, and that can start the program at log-in. */
    boolean knownDesktop();

    /**
     * Takes the settings into use and keeps them.
     *
     * @param passwords changed ones, by account and kind
     */
    void save(Settings settings, Map<PasswordKey, String> passwords);

    /** Whose password. */
    record PasswordKey(String accountId, Secret which) {}

    /** One step of a line's test. */
    record CheckStep(String name, Outcome outcome, String words) {
        /** How it went. */
        public enum Outcome {
            GOOD,
            BAD,
            SKIPPED
        }
    }

    /** Tests a line as {@code trunkline check} does: each step is told as it ends, then {@code done}. */
    Cancellable check(
            AccountSettings line,
            Optional<String> password,
            Optional<String> turnPassword,
            Consumer<CheckStep> step,
            Runnable done);

    /** Whether an administrator looks after this seat and brings newer versions. */
    boolean managed();

    /** Where this build asks for newer versions unless told otherwise; empty when it asks nowhere. */
    String updateAddress();

    /** Asks once for the notice of the newest version. */
    void checkForUpdates(URI address, Consumer<Finding> told);

    /** Opens the page of a release in the browser. */
    void read(Release release);

    /** Regions that can be chosen as a line's country, such as {@code US}. */
    List<String> countries();

    /** Tells the devices there are, now and whenever they change, until cancelled. */
    Cancellable watchDevices(Consumer<AudioDevices> devices);

    /** Plays the test sound on a speaker or ringer; an empty id is the system's default. */
    void testSound(AudioDevice.Role where, String deviceId);

    /** Tells the level of a microphone, 0 to 1, until cancelled; an empty id is the system's default. */
    Cancellable testMicrophone(String deviceId, Consumer<Double> level);
}
