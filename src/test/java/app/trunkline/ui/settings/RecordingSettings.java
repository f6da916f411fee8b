package app.trunkline.ui.settings;

import app.trunkline.loop.Cancellable;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.IdentityBuilder;
import app.trunkline.settings.MediaBuilder;
import app.trunkline.settings.Secret;
import app.trunkline.settings.ServerBuilder;
import app.trunkline.settings.Settings;
import app.trunkline.update.Finding;
import app.trunkline.update.Release;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Settings in memory that remember what was asked of them. FX thread. */
public final class RecordingSettings implements SettingsActions {
    public static final AudioDevice HEADSET_MIC = new AudioDevice("usb-mic", "USB headset", false);
    public static final AudioDevice BUILT_IN_MIC = new AudioDevice("built-in-mic", "Built-in microphone", true);
    public static final AudioDevice HEADSET = new AudioDevice("usb-out", "USB headset", false);
    public static final AudioDevice SPEAKERS = new AudioDevice("speakers", "Speakers", true);
    public static final AudioDevices DEVICES =
            new AudioDevices(AudioDevices.Status.READY, List.of(BUILT_IN_MIC, HEADSET_MIC), List.of(SPEAKERS, HEADSET));

    final List<String> asked = new ArrayList<>();
    final List<Settings> saved = new ArrayList<>();
    final Map<PasswordKey, String> changedPasswords = new HashMap<>();
    final Map<PasswordKey, String> passwords = new HashMap<>();
    private final List<Consumer<AudioDevices>> watchers = new ArrayList<>();
    private final List<CheckStep> steps;
    private AudioDevices devices = DEVICES;
    private Settings settings;
    private Finding finding = new Finding.UpToDate();
    String updateAddress = "";

    public RecordingSettings(Settings settings, List<CheckStep> steps) {
        this.settings = settings;
        this.steps = steps;
    }

    /** A line as a provider describes it. */
    public static AccountSettings line() {
        return AccountSettingsBuilder.builder()
                .id("a1")
                .name("Office")
                .enabled(true)
                .country("US")
                .server(ServerBuilder.builder()
                        .addresses("wss://sip.example.com")
                        .domain("example.com")
                        .build())
                .identity(IdentityBuilder.builder()
                        .user("trunk_12345")
                        .displayName("Ada Lovelace")
                        .callerId("+14155550101")
                        .build())
                .media(MediaBuilder.builder().stun("stun.example.com:3478").build())
                .build();
    }

    public RecordingSettings withPassword(String accountId, String password) {
        passwords.put(new PasswordKey(accountId, Secret.SIP), password);
        return this;
    }

    /** What a check for updates by hand comes to. */
    public RecordingSettings withFinding(Finding found) {
        finding = found;
        return this;
    }

    /** Plugged in or out. */
    public void set(AudioDevices now) {
        devices = now;
        List.copyOf(watchers).forEach(watcher -> watcher.accept(now));
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Optional<String> password(String accountId, Secret which) {
        return Optional.ofNullable(passwords.get(new PasswordKey(accountId, which)));
    }

    @Override
    public boolean knownDesktop() {
        return true;
    }

    @Override
    public boolean systemSecretStore() {
        return false;
    }

    @Override
    public void save(Settings after, Map<PasswordKey, String> changed) {
        settings = after;
        saved.add(after);
        changedPasswords.putAll(changed);
    }

    @Override
    public Cancellable check(
            AccountSettings line,
            Optional<String> password,
            Optional<String> turnPassword,
            Consumer<CheckStep> step,
            Runnable done) {
        asked.add("check " + line.identity().user() + " with " + password.orElse("no password"));
        steps.forEach(step);
        done.run();
        return Cancellable.NONE;
    }

    @Override
    public boolean managed() {
        return settings.managed();
    }

    @Override
    public String updateAddress() {
        return updateAddress;
    }

    @Override
    public void checkForUpdates(URI address, Consumer<Finding> told) {
        asked.add("updates at " + address);
        told.accept(finding);
    }

    @Override
    public void read(Release release) {
        asked.add("read " + release.page());
    }

    @Override
    public List<String> countries() {
        return List.of("DE", "GB", "US");
    }

    @Override
    public Cancellable watchDevices(Consumer<AudioDevices> watcher) {
        watchers.add(watcher);
        watcher.accept(devices);
        return () -> watchers.remove(watcher);
    }

    /** True when nobody watches the devices any more. */
    public boolean unwatched() {
        return watchers.isEmpty();
    }

    @Override
    public void testSound(AudioDevice.Role where, String deviceId) {
        asked.add("sound " + where + " " + deviceId);
    }

    @Override
    public Cancellable testMicrophone(String deviceId, Consumer<Double> level) {
        asked.add("microphone " + deviceId);
        level.accept(0.4);
        return () -> asked.add("microphone off");
    }
}
