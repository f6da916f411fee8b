package app.trunkline.desktop;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.media.MediaEngine;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.Softphone;
import app.trunkline.phone.Words;
import app.trunkline.session.DesktopSession;
import app.trunkline.session.LoginStart;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.Secret;
import app.trunkline.settings.SecretVault;
import app.trunkline.settings.SessionSettings;
import app.trunkline.settings.Settings;
import app.trunkline.settings.SettingsStore;
import app.trunkline.store.CallLog;
import app.trunkline.store.Contacts;
import app.trunkline.store.Database;
import app.trunkline.store.KeptCalls;
import app.trunkline.store.Messages;
import app.trunkline.text.Texts;
import app.trunkline.ui.DesktopParts;
import app.trunkline.ui.DesktopPhone;
import app.trunkline.ui.Fx;
import app.trunkline.ui.Theme;
import app.trunkline.ui.contacts.ContactsSource;
import app.trunkline.ui.log.CallLogSource;
import app.trunkline.ui.messages.MessagesSource;
import app.trunkline.ui.settings.DesktopSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telephone, settings, stores and window, bound to one another. Opened and closed on the main thread; between, settings are
 * followed on the loop, and the window on the FX thread.
 */
public final class DesktopProgram {
    /** What later starts hand over: a number, or the wish to see the window. */
    static final String DIAL = "dial ";

    static final String SHOW = "show";

    /** A start at log-in finds a phone that runs already. */
    static final String STAY = "stay";

    private static final Logger LOG = LoggerFactory.getLogger(DesktopProgram.class);
    private static final Duration GOODBYE = Duration.ofSeconds(4);

    /**
     * What it is made of.
     *
     * @param io a virtual thread for each task
     * @param files writes what the settings and passwords are, one task after another
     * @param recordings where recordings go that nobody gave a place
     * @param trials telephones of one line, for its test
     * @param session the desktop around the window
     * @param login whether this program starts when the user logs in
     * @param shutDown closes all but the session in their order; blocks
     */
    public record Parts(
            EventLoop loop,
            Executor io,
            Executor files,
            MediaEngine media,
            PhoneNumbers numbers,
            Softphone phone,
            SettingsStore store,
            SecretVault vault,
            CallLog log,
            Database people,
            Contacts contacts,
            Messages messages,
            DesktopUpdates updates,
            Notices notices,
            DemoSwitch demo,
            Path recordings,
            DesktopSettings.Trials trials,
            Fx fx,
            DesktopSession session,
            Optional<LoginStart> login,
            Runnable shutDown) {}

    private final Parts parts;
    private final Texts texts = new Texts();
    private final AtomicBoolean onScreen = new AtomicBoolean();
    private final CompletableFuture<DesktopPhone> desktop = new CompletableFuture<>();
    /** Set on the loop. */
    private final Observable<SessionSettings> sessionSettings;

    private Optional<Theme> theme = Optional.empty();
    /** Main thread. */
    private Optional<LastRun> thisRun = Optional.empty();
    /** Main thread. */
    private Optional<KeptCalls> kept = Optional.empty();

    public DesktopProgram(Parts parts) {
        this.parts = parts;
        sessionSettings = new Observable<>(settings().session());
    }

    /** Keeps running calls there, and goes on with those of a run that did not end well. Before {@link #open}. */
    void keepCalls(Path folder) {
        kept = Optional.of(KeptCalls.in(folder, parts.loop()::now));
    }

    /**
     * Starts the telephone and shows the window.
     *
     * @param quit told when the person wants it to end
     */
    void open(Desktop.Wish wish, Runnable quit) {
        var phone = parts.phone();
        parts.loop().execute(parts.media()::warmUp);
        parts.io().execute(() -> parts.numbers().display("+14155550101", "US"));
        phone.start();
        whenRegistered();
        phone.keepMessages(parts.messages()::put);
        parts.contacts().all().subscribe(phone::know);
        phone.whenRuled(rules -> parts.store().update(s -> s.withCalls(rules)));
        parts.notices().follow(parts.store().problem(), Words::of);
        parts.notices().follow(parts.log().problem(), Words::of);
        parts.notices().follow(parts.people().problem(), Words::of);
        if (wish.demo()) {
            parts.loop().execute(this::startDemo);
        }
        parts.vault()
                .load(names(settings()))
                .thenCombineAsync(
                        kept.map(phone::keepCalls).orElse(CompletableFuture.completedStage(0)),
                        (_, resumed) -> resumed,
                        parts.loop())
                .thenAccept(resumed -> {
                    parts.store().settings().subscribe(this::use);
                    tellOfResumed(resumed);
                });
        // Without a screen it ends here, and says so.
        parts.fx().start(() -> show(wish, quit)).join();
    }

    /** One call to the demo line with nobody at it; complete with the exit status. */
    CompletableFuture<Integer> rehearse() {
        return Rehearsal.start(parts.loop(), parts.phone());
    }

    private Settings settings() {
        return parts.store().settings().get();
    }

    private void whenRegistered() {
        var told = new AtomicBoolean();
        parts.phone().snapshot().subscribe(now -> {
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
        var phone = parts.phone();
        if (settings.demoLine()) {
            startDemo();
        }
        List<AccountSettings> lines = new ArrayList<>(settings.accounts());
        parts.demo().account().ifPresent(lines::add);
        phone.use(lines);
        phone.use(DesktopSettings.selection(settings.audio()), settings.audio().keyTones());
        phone.use(
                settings.recording(),
                parts.recordings(),
                () -> parts.store()
                        .update(now -> now.withRecording(now.recording().withAgreement())));
        phone.use(settings.calls());
        parts.updates().use(settings);
        follow(settings.session());
        dress(settings);
    }

    /** The entry is written and removed when the setting changes, not at each start: the desktop's own settings may switch it off. */
    private void follow(SessionSettings now) {
        var before = sessionSettings.get();
        sessionSettings.set(now);
        if (before.atLogin() != now.atLogin()) {
            parts.login().ifPresent(login -> parts.files().execute(() -> atLogin(login, now.atLogin())));
        }
    }

    private void atLogin(LoginStart login, boolean on) {
        try {
            login.use(on);
        } catch (UncheckedIOException e) {
            LOG.warn("the start at log-in could not be changed", e);
            parts.notices().tell(LoginStart.class, Optional.of(texts.get("session.no-login")));
        }
    }

    private void startDemo() {
        parts.demo().on(() -> use(settings()), () -> say(texts.get("desktop.no-demo")));
    }

    private void say(String words) {
        parts.notices().tell(this, Optional.of(words));
    }

    /** Tells of the folders of this run, beside whatever else is told. */
    void tell(String words) {
        parts.notices().tell(Path.class, Optional.of(words));
    }

    /** Tells how the run before ended, and notes how this one goes. */
    void tellOfLast(LastRun run) {
        thisRun = Optional.of(run);
        run.begin(parts.loop().now())
                .flatMap(this::words)
                .ifPresent(words -> parts.notices().tell(LastRun.class, Optional.of(words)));
        var noted = new AtomicInteger();
        parts.phone().snapshot().subscribe(now -> {
            var calls = (int) now.calls().stream().filter(call -> !call.ended()).count();
            if (noted.getAndSet(calls) != calls) {
                parts.files().execute(() -> run.calls(calls));
            }
        });
    }

    private void tellOfResumed(int calls) {
        parts.notices()
                .tell(
                        KeptCalls.class,
                        Optional.of(texts.get("last-run.resumed", calls)).filter(words -> calls > 0));
    }

    private Optional<String> words(LastRun.Death last) {
        return last.report()
                .map(report -> texts.get("last-run.crashed", last.calls(), report))
                .or(() ->
                        Optional.of(texts.get("last-run.killed", last.calls())).filter(words -> last.calls() > 0));
    }

    /** As {@link #show} does at first, and at each change after it. */
    private void dress(Settings settings) {
        if (onScreen.get()) {
            parts.fx().execute(() -> theme.ifPresent(t -> t.use(Theme.Mode.of(settings.theme()))));
        }
    }

    private void show(Desktop.Wish wish, Runnable quit) {
        var look = new Theme(Theme.Mode.of(settings().theme()));
        theme = Optional.of(look);
        onScreen.set(true);
        dress(settings());
        var settings = new DesktopSettings(
                new DesktopSettings.Parts(
                        parts.store(),
                        parts.vault(),
                        parts.loop(),
                        parts.media(),
                        parts.numbers(),
                        parts.phone(),
                        parts.trials(),
                        parts.updates(),
                        this::say),
                parts.fx());
        var made = new DesktopPhone(windowParts(settings, quit), parts.fx(), look);
        if (wish.away()) {
            made.showAway();
        } else {
            made.show();
        }
        parts.fx().afterFrame(() -> {
            LOG.info("the window shows its first frame");
            made.openSession();
        });
        wish.number().ifPresent(made::dial);
        desktop.complete(made);
    }

    private DesktopParts windowParts(DesktopSettings settings, Runnable quit) {
        Runnable openSettings = () -> desktop.thenAccept(shown -> shown.openSettings(settings));
        return new DesktopParts(
                parts.phone(),
                CallLogSource.of(parts.log()),
                parts.media().devices(),
                parts.notices().all(),
                parts.numbers(),
                parts.loop()::now,
                new DesktopParts.Actions(
                        openSettings, openSettings, () -> parts.store().update(s -> s.withDemoLine(true)), quit),
                ContactsSource.of(parts.contacts()),
                MessagesSource.of(parts.messages()),
                parts.updates().news(),
                new DesktopParts.Around(
                        parts.session(),
                        sessionSettings,
                        change -> parts.store().update(s -> s.withSession(change.apply(s.session())))));
    }

    /** A line from another start, on any thread; complete when it was acted upon. */
    CompletionStage<?> handOver(String line) {
        if (line.equals(STAY)) {
            return desktop;
        }
        return desktop.thenAcceptAsync(
                shown -> {
                    shown.toFront();
                    if (line.startsWith(DIAL)) {
                        LOG.info("a number was handed over");
                        shown.dial(line.substring(DIAL.length()));
                    }
                },
                parts.fx());
    }

    /** Hangs up and unregisters, for a while at the most; then closes everything. Blocks. */
    void close() throws InterruptedException {
        thisRun.ifPresent(run -> parts.files().execute(run::end));
        var stopped = new CountDownLatch(1);
        parts.phone().stop(stopped::countDown);
        stopped.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        if (desktop.isDone()) {
            desktop.join().close();
            // What the window asks of the stores it asks before they are closed.
            var closed = new CountDownLatch(1);
            parts.fx().execute(closed::countDown);
            closed.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        }
        parts.session().close();
        kept.ifPresent(KeptCalls::close);
        parts.demo().close();
        parts.shutDown().run();
    }
}
