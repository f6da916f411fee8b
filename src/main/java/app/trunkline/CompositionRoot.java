package app.trunkline;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.loop.Threads;
import app.trunkline.phone.InvalidAccountException;
import app.trunkline.phone.Words;
import app.trunkline.settings.AppFolders;
import app.trunkline.settings.FileSecrets;
import app.trunkline.settings.KeyringSecrets;
import app.trunkline.settings.RecordingRules;
import app.trunkline.settings.SecretVault;
import app.trunkline.settings.Settings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.terminal.OpenPhone;
import app.trunkline.terminal.PhoneRequest;
import app.trunkline.terminal.Programs;
import app.trunkline.terminal.RunningDemo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Builds every object, by hand, for what the command line asks for; the only place that sees implementations, and one of
 * two where a thread may wait. On the main thread.
 */
final class CompositionRoot implements Programs {
    private static final Duration SHUTDOWN = Duration.ofSeconds(6);

    private final AppFolders folders;
    private final Consumer<String> complain;
    private final CountDownLatch over = new CountDownLatch(1);

    /** @param complain tells whoever started the program, in words */
    CompositionRoot(AppFolders folders, Consumer<String> complain) {
        this.folders = folders;
        this.complain = complain;
    }

    @Override
    public int desktop(boolean demoLine) {
        return new Desktop(folders, this).run(demoLine, Optional.empty());
    }

    @Override
    public int rehearse() {
        return new Desktop(folders, this).rehearse();
    }

    @Override
    public int dial(String target) {
        return SingleInstance.send(folders.data(), "dial " + target)
                ? 0
                : new Desktop(folders, this).run(false, Optional.of(target));
    }

    @Override
    public Settings settings() {
        try (var loop = new ThreadEventLoop("settings")) {
            var store = SettingsStore.open(settingsFile(folders), loop, Runnable::run);
            store.problem().get().map(Words::of).ifPresent(complain);
            return store.settings().get();
        }
    }

    static Path settingsFile(AppFolders folders) {
        return folders.config().resolve("settings.json");
    }

    /** Where recordings go that nobody gave a place. */
    static Path recordings() {
        return RecordingRules.usualPlace(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** Opened anew for this one change, since the terminal keeps nothing else; a running desktop reads it at its next start. */
    private void keepAgreement() {
        try (var loop = new ThreadEventLoop("settings")) {
            var done = new CompletableFuture<Void>();
            var store = SettingsStore.open(settingsFile(folders), loop, Runnable::run);
            store.update(settings -> settings.withRecording(settings.recording().withAgreement()));
            loop.execute(() -> done.complete(null));
            await(done);
        }
    }

    static SecretVault vault(AppFolders folders, Executor files) {
        return new SecretVault(
                KeyringSecrets::find, new FileSecrets(folders.config().resolve("secrets")), files);
    }

    @Override
    public Optional<String> secret(String name) {
        var files = Threads.single("files");
        try {
            var vault = vault(folders, files);
            await(vault.load(List.of(name)));
            return vault.get(name);
        } finally {
            files.shutdown();
        }
    }

    @Override
    public OpenPhone open(PhoneRequest request) throws InvalidAccountException {
        return TerminalPhone.open(request, settings(), this::keepAgreement);
    }

    @Override
    public RunningDemo demo() throws IOException {
        return DemoProgram.start();
    }

    @Override
    public <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The main thread goes on when what it awaits is complete; the hook holds the process until {@link #over}. */
    @Override
    public void onInterrupt(Runnable quit) {
        Runtime.getRuntime().addShutdownHook(Threads.daemon("interrupt", () -> {
            quit.run();
            try {
                over.await(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Everything is closed: the process may end. */
    void over() {
        over.countDown();
    }
}
