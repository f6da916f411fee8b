package app.trunkline.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.settings.Settings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.settings.UpdateSettings;
import app.trunkline.ui.Samples;
import app.trunkline.update.Finding;
import app.trunkline.update.Release;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On which seats newer versions are asked for, and that a no is remembered. */
class DesktopUpdatesTest {
    private static final String KEY = "trunkline.release.key";
    private static final UpdateSettings SOMEWHERE =
            new UpdateSettings("https://updates.example.com/release.json", false, "");

    @TempDir
    Path folder;

    private final VirtualEventLoop loop = new VirtualEventLoop();

    @BeforeEach
    void key() throws Exception {
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        var pem = folder.resolve("release.pub");
        Files.writeString(
                pem,
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        System.setProperty(KEY, pem.toString());
    }

    @AfterEach
    void noKey() {
        System.clearProperty(KEY);
    }

    private DesktopUpdates updates(SettingsStore store, Map<String, String> environment) {
        return new DesktopUpdates(store, loop, task -> {}, environment, words -> {});
    }

    private SettingsStore store() {
        return SettingsStore.open(folder.resolve("settings.json"), loop, Runnable::run);
    }

    private int timers(Settings settings, Map<String, String> environment) {
        updates(store(), environment).use(settings);
        return loop.pendingTimers();
    }

    @Test
    void asksWhereThereIsAnAddress() {
        assertThat(timers(Settings.first().withUpdates(SOMEWHERE), Map.of())).isEqualTo(1);
    }

    @Test
    void asksNothingOfItsOwnAccordInABuildWithoutAnAddress() {
        assertThat(timers(Settings.first(), Map.of())).isZero();
    }

    @Test
    void asksNothingWhereItIsSwitchedOffOrTheAddressIsNoHttps() {
        assertThat(timers(Settings.first().withUpdates(new UpdateSettings(SOMEWHERE.address(), true, "")), Map.of()))
                .isZero();
        assertThat(timers(
                        Settings.first().withUpdates(new UpdateSettings("http://example.com/r", false, "")), Map.of()))
                .isZero();
    }

    @Test
    void asksNothingOnAManagedSeat() throws IOException {
        Files.writeString(
                folder.resolve("settings.json"),
                "{\"schemaVersion\": 1, \"managed\": true, \"updates\": {\"address\": \"" + SOMEWHERE.address()
                        + "\"}}");
        var managed = store().settings().get();
        assertThat(managed.updates()).isEqualTo(SOMEWHERE);
        assertThat(timers(managed, Map.of())).isZero();
        assertThat(updates(store(), Map.of()).managed(managed)).isTrue();
        var environment = Map.of("TRUNKLINE_MANAGED", "true");
        assertThat(timers(Settings.first().withUpdates(SOMEWHERE), environment)).isZero();
        assertThat(updates(store(), environment).managed(Settings.first())).isTrue();
        assertThat(updates(store(), Map.of("TRUNKLINE_MANAGED", "false")).managed(Settings.first()))
                .isFalse();
    }

    @Test
    void withTheKeyThatIsShippedNothingIsAsked() {
        System.clearProperty(KEY);
        var updates = updates(store(), Map.of());
        List<Finding> told = new ArrayList<>();
        updates.now(URI.create(SOMEWHERE.address()), told::add);
        loop.settle();
        assertThat(told).containsExactly(new Finding.NoKey());
    }

    @Test
    void remembersThatAVersionIsNotWanted() {
        var store = store();
        updates(store, Map.of()).news().skip().accept(Samples.release());
        loop.settle();
        assertThat(store().settings().get().updates().skipped()).isEqualTo("0.2.0");
        assertThat(updates(store, Map.of()).news().release().get()).isEqualTo(Optional.<Release>empty());
    }
}
