package app.trunkline;

import app.trunkline.loop.Threads;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.Softphone;
import app.trunkline.phone.Words;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AppFolders;
import app.trunkline.settings.Secret;
import app.trunkline.settings.SecretVault;
import app.trunkline.settings.Settings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.store.CallLog;
import app.trunkline.store.Contacts;
import app.trunkline.store.Database;
import app.trunkline.store.Messages;
import app.trunkline.terminal.RunningDemo;
import app.trunkline.ui.DesktopParts;
import app.trunkline.ui.DesktopPhone;
import app.trunkline.ui.Fx;
import app.trunkline.ui.Theme;
import app.trunkline.ui.contacts.ContactsSource;
import app.trunkline.ui.log.CallLogSource;
import app.trunkline.ui.messages.MessagesSource;
import app.trunkline.ui.settings.SettingsDialog;
import app.trunkline.ui.settings.SettingsViewModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desktop phone from its first object to its last. Built and ended on the main thread, which waits between. */
final class Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);
    private static final Duration GOODBYE = Duration.ofSeconds(4);

    private final AppFolders folders;
    private final CompositionRoot root;
    private final CountDownLatch quit = new CountDownLatch(1);

    Desktop(AppFolders folders, CompositionRoot root) {
        this.folders = folders;
        this.root = root;
    }

    /**
     * Runs until the window is closed.
     *
     * @param demo with the demo line switched on for this run
     * @param number to be put into the number field
     */
    int run(boolean demo, Optional<String> number) {
        return run(demo, number, _ -> CompletableFuture.completedFuture(0));
    }

    /** Runs for one call to the demo line, with nobody at it. */
    int rehearse() {
        return run(true, Optional.empty(), window -> {
            var done = Rehearsal.start(window.foundation.loop, window.phone);
            done.thenRun(quit::countDown);
            return done;
        });
    }

    /** @param errand what to do meanwhile, for an exit status that is known when the phone is closed */
    private int run(boolean demo, Optional<String> number, Function<Window, CompletableFuture<Integer>> errand) {
        var window = new Window();
        try (var instance =
                SingleInstance.claim(folders.data(), window::handOver).orElse(null)) {
            if (instance == null) {
                SingleInstance.send(folders.data(), number.map(n -> "dial " + n).orElse("show"));
                return 0;
            }
            root.onInterrupt(quit::countDown);
            window.open(demo, number);
            var status = errand.apply(window);
            quit.await();
            window.close();
            return status.getNow(0);
        } catch (IOException e) {
            LOG.error("the desktop phone could not start", e);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Everything that lives while the window is open. */
    private final class Window {
        private final Foundation foundation = new Foundation();
        private final ExecutorService files = Threads.single("files");
        private final SettingsStore store =
                SettingsStore.open(CompositionRoot.settingsFile(folders), foundation.loop, files);
        private final SecretVault vault = CompositionRoot.vault(folders, files);
        private final CallLog log =
                new CallLog(folders.data().resolve("calls.db"), Threads.clock("store"), foundation.loop::now);
        private final Database people =
                new Database(folders.data().resolve("people.db"), Threads.clock("people"), foundation.loop::now);
        private final Contacts contacts = new Contacts(people);
        private final Messages messages = new Messages(people, Words.messageInterrupted());
        private final Fx fx = new Fx();
        private final Notices notices = new Notices(foundation.loop);
        private Optional<Theme> theme = Optional.empty();
        private Optional<RunningDemo> demoLine = Optional.empty();
        private boolean demoStarting;
        /** On the loop: JavaFX has started, and takes tasks. */
        private boolean onScreen;

        private Optional<DesktopPhone> desktop = Optional.empty();
        private Optional<Stage> stage = Optional.empty();
        private final Softphone phone = foundation.softphone(
                store.settings().get().installation(),
                this::secret,
                () -> store.settings().get().identity(),
                media -> media,
                log::add);
        private final DesktopUpdates updates =
                new DesktopUpdates(store, foundation.loop, foundation.io, System.getenv(), this::say);

        private Optional<String> secret(String name) {
            return demoLine.filter(demo -> name.equals(Secret.SIP.of(demo.account())))
                    .map(RunningDemo::password)
                    .or(() -> vault.get(name));
        }

        void open(boolean demo, Optional<String> number) {
            foundation.loop.execute(foundation.media::warmUp);
            foundation.io.execute(() -> foundation.numbers.display("+14155550101", "US"));
            phone.start();
            whenRegistered();
            phone.keepMessages(messages::put);
            contacts.all().subscribe(phone::know);
            phone.whenRuled(rules -> store.update(s -> s.withCalls(rules)));
            notices.follow(store.problem(), Words::of);
            notices.follow(log.problem(), Words::of);
            notices.follow(people.problem(), Words::of);
            if (demo) {
                foundation.loop.execute(this::startDemo);
            }
            vault.load(names(store.settings().get()))
                    .thenRunAsync(() -> store.settings().subscribe(this::use), foundation.loop);
            fx.start(() -> show(number));
        }

        private void whenRegistered() {
            var told = new AtomicBoolean();
            phone.snapshot().subscribe(now -> {
                if (now.lines().stream().anyMatch(LineSnapshot::ready) && told.compareAndSet(false, true)) {
                    LOG.info("the first line is registered");
                }
            });
        }

        private static List<String> names(Settings settings) {
            return settings.accounts().stream()
                    .flatMap(line -> Secret.names(line).stream())
                    .toList();
        }

        /** On the loop, at start and at each change of the settings. */
        private void use(Settings settings) {
            if (settings.demoLine() && demoLine.isEmpty()) {
                startDemo();
            }
            List<AccountSettings> lines = new ArrayList<>(settings.accounts());
            demoLine.map(RunningDemo::account).ifPresent(lines::add);
            phone.use(lines);
            phone.use(
                    DesktopSettings.selection(settings.audio()),
                    settings.audio().keyTones());
            phone.use(
                    settings.recording(),
                    CompositionRoot.recordings(),
                    () -> store.update(now -> now.withRecording(now.recording().withAgreement())));
            phone.use(settings.calls());
            updates.use(settings);
            dress(settings);
        }

        /** As {@link #show} does at first, and at each change after it. On the loop. */
        private void dress(Settings settings) {
            if (onScreen) {
                fx.execute(() -> theme.ifPresent(t -> t.use(Theme.Mode.of(settings.theme()))));
            }
        }

        private void say(String words) {
            notices.tell(this, Optional.of(words));
        }

        private void startDemo() {
            if (demoStarting) {
                return;
            }
            demoStarting = true;
            foundation.io.execute(() -> {
                try {
                    var demo = DemoProgram.start();
                    foundation.loop.execute(() -> {
                        demoLine = Optional.of(demo);
                        use(store.settings().get());
                    });
                } catch (IOException e) {
                    LOG.error("the demo line could not be started", e);
                    say("The demo line could not be started. See the log.");
                    foundation.loop.execute(() -> demoStarting = false);
                }
            });
        }

        private void show(Optional<String> number) {
            var look = new Theme(Theme.Mode.of(store.settings().get().theme()));
            theme = Optional.of(look);
            foundation.loop.execute(() -> {
                onScreen = true;
                dress(store.settings().get());
            });
            var settings = new DesktopSettings(store, vault, foundation, phone, updates, fx, this::say);
            Runnable openSettings = () -> stage.ifPresent(
                    owner -> new SettingsDialog(new SettingsViewModel(settings)).show(owner, look::dress));
            var parts = new DesktopParts(
                    phone,
                    CallLogSource.of(log),
                    foundation.media.devices(),
                    notices.all(),
                    foundation.numbers,
                    foundation.loop::now,
                    new DesktopParts.Actions(
                            openSettings, openSettings, () -> store.update(s -> s.withDemoLine(true)), quit::countDown),
                    ContactsSource.of(contacts),
                    MessagesSource.of(messages),
                    updates.news());
            var main = new Stage();
            var made = new DesktopPhone(parts, fx, look);
            desktop = Optional.of(made);
            stage = Optional.of(main);
            made.show(main);
            fx.afterFrame(() -> LOG.info("the window shows its first frame"));
            number.ifPresent(made::dial);
        }

        /** A line from another start, on the instance's thread. */
        void handOver(String message) {
            fx.execute(() -> {
                stage.ifPresent(main -> {
                    main.setIconified(false);
                    main.show();
                    main.toFront();
                });
                if (message.startsWith("dial ")) {
                    LOG.info("a number was handed over");
                    desktop.ifPresent(made -> made.dial(message.substring("dial ".length())));
                }
            });
        }

        void close() throws InterruptedException {
            var stopped = new CountDownLatch(1);
            foundation.stop(phone, GOODBYE).thenRun(stopped::countDown);
            stopped.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            desktop.ifPresent(DesktopPhone::close);
            demoLine.ifPresent(RunningDemo::close);
            foundation.close();
            log.close();
            people.close();
            files.close();
            fx.exit();
        }
    }
}
