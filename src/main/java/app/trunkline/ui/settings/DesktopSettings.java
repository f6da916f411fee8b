package app.trunkline.ui.settings;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.Tone;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.LineCheck;
import app.trunkline.phone.LineSetup;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Softphone;
import app.trunkline.phone.Words;
import app.trunkline.session.DesktopSession;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AudioSettings;
import app.trunkline.settings.Secret;
import app.trunkline.settings.SecretVault;
import app.trunkline.settings.Settings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.text.Texts;
import app.trunkline.ui.Fx;
import app.trunkline.update.Finding;
import app.trunkline.update.Release;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the settings dialog reads and does, over the stores and the running phone. FX thread in, FX thread out. */
public final class DesktopSettings implements SettingsActions {
    /** Makes a telephone without lines, beside the one in use. */
    public interface Trials {
        /** @param secrets passwords by name */
        Softphone trial(UUID installation, Function<String, Optional<String>> secrets);
    }

    /**
     * What it works on.
     *
     * @param notice tells the user, on any thread
     */
    public record Parts(
            SettingsStore store,
            SecretVault vault,
            EventLoop loop,
            MediaEngine media,
            PhoneNumbers numbers,
            Softphone phone,
            Trials trials,
            UpdateActions updates,
            Consumer<String> notice) {}

    private final Parts parts;
    private final Fx fx;
    private boolean systemStore;

    public DesktopSettings(Parts parts, Fx fx) {
        this.parts = parts;
        this.fx = fx;
        askForSystemStore();
    }

    private void askForSystemStore() {
        parts.vault().systemStore().thenAcceptAsync(there -> systemStore = there, fx);
    }

    @Override
    public Settings settings() {
        return parts.store().settings().get();
    }

    @Override
    public Optional<String> password(String accountId, Secret which) {
        return parts.vault().get(which.of(accountId));
    }

    @Override
    public boolean systemSecretStore() {
        return systemStore;
    }

    @Override
    public boolean knownDesktop() {
        return DesktopSession.known(System.getProperty("os.name", ""));
    }

    /** Passwords first, so that a new line finds its own when it connects. */
    @Override
    public void save(Settings settings, Map<PasswordKey, String> passwords) {
        keepKnown(settings);
        var kept = passwords.entrySet().stream()
                .map(entry -> {
                    var name = entry.getKey().which().of(entry.getKey().accountId());
                    return entry.getValue().isEmpty()
                            ? forget(name)
                            : keep(name, entry.getValue(), settings.passwordsInFile());
                })
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(kept).whenComplete((done, failure) -> {
            parts.store().update(before -> settings);
            passwords.keySet().forEach(key -> parts.phone().passwordChanged(key.accountId()));
        });
    }

    private CompletableFuture<?> forget(String name) {
        return parts.vault()
                .forget(name)
                .thenAccept(gone -> {
                    if (!gone) {
                        parts.notice().accept(Words.passwordNotDeleted());
                    }
                })
                .toCompletableFuture();
    }

    /** The choice of the file is for the passwords that are known already, too. */
    private void keepKnown(Settings after) {
        if (after.passwordsInFile() != settings().passwordsInFile()) {
            after.accounts()
                    .forEach(line -> Secret.names(line)
                            .forEach(name -> parts.vault()
                                    .get(name)
                                    .ifPresent(secret -> keep(name, secret, after.passwordsInFile()))));
        }
    }

    private CompletableFuture<?> keep(String name, String secret, boolean inFile) {
        var expected = systemStore;
        return parts.vault()
                .put(name, secret, inFile)
                .thenAccept(kind -> {
                    switch (kind) {
                        case SYSTEM -> {}
                        case FILE -> {
                            if (expected) {
                                parts.notice().accept(Words.passwordInFile());
                            }
                        }
                        case MEMORY ->
                            parts.notice().accept(inFile ? Words.passwordNotWritten() : Words.passwordInMemory());
                    }
                    askForSystemStore();
                })
                .toCompletableFuture();
    }

    @Override
    public Cancellable check(
            AccountSettings line,
            Optional<String> password,
            Optional<String> turnPassword,
            Consumer<CheckStep> step,
            Runnable done) {
        try {
            var account = LineSetup.account(line, settings().installation(), turnPassword);
            // Another telephone than the one in use, whose binding it would take away when it unregisters.
            var trial = parts.trials()
                    .trial(UUID.randomUUID(), name -> name.equals(Secret.SIP.of(line)) ? password : turnPassword);
            return new LineCheck(parts.loop(), parts.media().devices())
                    .run(
                            account,
                            new Trial(trial, line),
                            told -> fx.execute(() -> step.accept(shown(told))),
                            () -> fx.execute(done));
        } catch (InvalidAccountException e) {
            step.accept(new CheckStep(
                    new Texts().get("settings.title"), CheckStep.Outcome.BAD, String.valueOf(e.getMessage())));
            done.run();
            return Cancellable.NONE;
        }
    }

    private static CheckStep shown(LineCheck.Step told) {
        var outcome = switch (told.outcome()) {
            case GOOD -> CheckStep.Outcome.GOOD;
            case BAD -> CheckStep.Outcome.BAD;
            case SKIPPED -> CheckStep.Outcome.SKIPPED;
        };
        var name = told.name().words();
        return new CheckStep(Character.toUpperCase(name.charAt(0)) + name.substring(1), outcome, told.words());
    }

    /** A telephone of the tested line alone, beside the one in use. */
    private record Trial(Softphone phone, AccountSettings line) implements LineCheck.TrialPhone {
        @Override
        public Observable<PhoneSnapshot> snapshot() {
            return phone.snapshot();
        }

        @Override
        public void start() {
            phone.use(List.of(line));
        }

        @Override
        public void end() {
            phone.stop(() -> {});
        }
    }

    @Override
    public boolean managed() {
        return parts.updates().managed(settings());
    }

    @Override
    public String updateAddress() {
        return parts.updates().usual();
    }

    @Override
    public void checkForUpdates(URI address, Consumer<Finding> told) {
        parts.updates().now(address, finding -> fx.execute(() -> told.accept(finding)));
    }

    @Override
    public void read(Release release) {
        parts.updates().read(release);
    }

    @Override
    public List<String> countries() {
        return parts.numbers().countries();
    }

    @Override
    public Cancellable watchDevices(Consumer<AudioDevices> devices) {
        var subscription = fx.paint(parts.media().devices(), devices);
        return subscription::close;
    }

    /** Beside what is chosen: a call that goes on keeps its devices. */
    @Override
    public void testSound(AudioDevice.Role where, String deviceId) {
        parts.loop().execute(() -> parts.media().tryOut(new Tone.Test(), chosen(deviceId)));
    }

    @Override
    public Cancellable testMicrophone(String deviceId, Consumer<Double> level) {
        var listening = new CompletableFuture<MediaEngine.Playing>();
        parts.loop()
                .execute(() -> listening.complete(
                        parts.media().tryOut(chosen(deviceId), value -> fx.execute(() -> level.accept(value)))));
        return () -> listening.thenAccept(MediaEngine.Playing::close);
    }

    /** Devices by name; the system's own where none is chosen. */
    public static AudioSelection selection(AudioSettings audio) {
        return new AudioSelection(chosen(audio.microphone()), chosen(audio.speaker()), chosen(audio.ringer()));
    }

    private static Optional<String> chosen(String id) {
        return Optional.of(id).filter(text -> !text.isEmpty());
    }
}
