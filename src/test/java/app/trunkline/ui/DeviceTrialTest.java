package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.phone.Levels;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.Softphone;
import app.trunkline.phone.UserAgents;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.FileSecrets;
import app.trunkline.settings.SecretVault;
import app.trunkline.settings.Settings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.sip.Account;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.ui.settings.DesktopSettings;
import app.trunkline.ui.settings.UpdateActions;
import app.trunkline.update.Finding;
import app.trunkline.update.Release;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices are tried out in the settings beside those that a call uses. */
class DeviceTrialTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    @TempDir
    Path folder;

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final FakeMediaEngine media = new FakeMediaEngine(loop);

    private static final UpdateActions NO_UPDATES = new UpdateActions() {
        @Override
        public boolean managed(Settings settings) {
            return false;
        }

        @Override
        public String usual() {
            return "";
        }

        @Override
        public void now(URI place, Consumer<Finding> told) {}

        @Override
        public void read(Release release) {}
    };

    private static final UserAgents NO_LINES = new UserAgents() {
        @Override
        public Account account(AccountSettings settings) {
            throw new AssertionError("there is no line");
        }

        @Override
        public UserAgent open(
                Account account,
                Supplier<String> country,
                Consumer<Levels> levels,
                UserAgentConfig.IncomingPolicy policy,
                Supplier<TransferPolicy> transfers) {
            throw new AssertionError("there is no line");
        }
    };

    private Softphone phone() {
        return new Softphone(loop, media, NUMBERS, NO_LINES, settings -> true, entry -> {}, Runnable::run);
    }

    @Test
    void aCallKeepsItsDevicesWhileOthersAreTried() {
        var parts = new DesktopSettings.Parts(
                SettingsStore.open(folder.resolve("settings.json"), loop, Runnable::run),
                new SecretVault(Optional::empty, new FileSecrets(folder.resolve("secrets")), Runnable::run),
                loop,
                media,
                NUMBERS,
                phone(),
                (installation, secrets) -> phone(),
                NO_UPDATES,
                words -> {});
        var settings = new DesktopSettings(parts, new Fx(Runnable::run));
        settings.testSound(AudioDevice.Role.SPEAKER, "spk2");
        settings.testSound(AudioDevice.Role.RINGER, "");
        var listening = settings.testMicrophone("mic2", level -> {});
        loop.settle();
        assertThat(media.triedOut).containsExactly("spk2", "", "mic2");
        listening.cancel();
        loop.settle();
        assertThat(media.triedOut).as("it ended").doesNotContain("mic2");
        assertThat(media.selected).as("what calls use").isEmpty();
    }
}
