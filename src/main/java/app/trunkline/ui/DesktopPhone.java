package app.trunkline.ui;

import app.trunkline.phone.LineChoice;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Suggestions;
import app.trunkline.settings.SessionSettings;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.CallQuery;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.accounts.AccountsViewModel;
import app.trunkline.ui.call.CallText;
import app.trunkline.ui.call.CallViewModel;
import app.trunkline.ui.call.IncomingCallViewModel;
import app.trunkline.ui.call.TransferViewModel;
import app.trunkline.ui.contacts.ContactsViewModel;
import app.trunkline.ui.dialer.DialerViewModel;
import app.trunkline.ui.kit.Subscriptions;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.kit.TimeText;
import app.trunkline.ui.kit.UndoViewModel;
import app.trunkline.ui.log.CallLogViewModel;
import app.trunkline.ui.messages.MessagesViewModel;
import app.trunkline.ui.settings.SettingsActions;
import app.trunkline.ui.update.UpdateNoticeViewModel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.stage.Stage;
import javafx.util.Duration;

/**
 * The desktop phone: its main window and the window of an incoming call. FX thread, except {@link #close}.
 *
 * <p>View models are fed by the phone's snapshots, conflated; clocks and countdowns move only while there are some.
 */
public final class DesktopPhone implements AutoCloseable {
    /** Entries of the call log that tell a number's line. */
    private static final int REMEMBERED = 1000;

    private static final Duration TICK = Duration.millis(200);
    private static final Duration MINUTE = Duration.minutes(1);

    private final DesktopParts parts;
    private final Fx fx;
    private final Theme theme;
    private final Subscriptions bag = new Subscriptions();
    private final CallText wording;
    private final AccountsViewModel accounts;
    private final DialerViewModel dialer;
    private final CallViewModel call;
    private final TransferViewModel transfer;
    private final IncomingCallViewModel incoming;
    private final CallLogViewModel history;
    private final ContactsViewModel contacts;
    private final MessagesViewModel messages;
    private final MainViewModel main;
    private final DoNotDisturbViewModel disturb;
    private final UpdateNoticeViewModel update;
    private final QuitViewModel quit;
    private final MissedCalls missed;
    private final SessionViewModel session;
    private final UndoViewModel undo = new UndoViewModel();
    private final SuggestionsViewModel suggestions = new SuggestionsViewModel();
    private final Texts texts = new Texts();
    private final Timeline ticking;
    private Optional<MainWindow> window = Optional.empty();

    public DesktopPhone(DesktopParts parts, Fx fx, Theme theme) {
        this.parts = parts;
        this.fx = fx;
        this.theme = theme;
        var times = new TimeText(texts, ZoneId.systemDefault(), Locale.getDefault());
        wording = new CallText(parts.numbers(), texts);
        accounts = new AccountsViewModel(parts.phone(), parts.numbers(), texts);
        dialer = new DialerViewModel(parts.phone(), parts.numbers(), texts);
        call = new CallViewModel(parts.phone(), wording, texts);
        transfer = new TransferViewModel(parts.phone(), parts.numbers(), wording, texts);
        incoming = new IncomingCallViewModel(parts.phone(), wording, texts, parts.numbers());
        history =
                new CallLogViewModel(parts.phone(), parts.history(), parts.numbers(), texts, times, fx, parts.clock());
        messages = new MessagesViewModel(
                parts.phone(), parts.messages(), parts.numbers(), texts, times, fx, parts.clock());
        contacts = new ContactsViewModel(parts.phone(), parts.contacts(), parts.numbers(), texts, this::write);
        main = new MainViewModel(call);
        disturb = new DoNotDisturbViewModel(parts.phone(), texts);
        update = new UpdateNoticeViewModel(parts.updates(), texts);
        quit = new QuitViewModel(
                texts,
                new QuitViewModel.Ways(
                        parts.actions().quit(), () -> window.ifPresent(MainWindow::away), this::tellOfClosing));
        var around = parts.around();
        missed = new MissedCalls(
                looked(around.settings().get(), parts.clock().get()),
                at -> around.keep().accept(settings -> settings.lookedAt(at)));
        session = new SessionViewModel(
                parts.phone(),
                wording,
                texts,
                new SessionViewModel.Sources(
                        accounts, incoming, disturb, missed, history::party, messages.unread(), messages.news()),
                new SessionViewModel.Ways(this::toFront, this::showMissed, this::showMessage, quit::quit),
                new TrayIcons(MainWindow.trayImages())::of,
                parts.clock(),
                around.session()::show);
        missed.count().subscribe(session::settle);
        messages.unread().subscribe(session::settle);
        messages.news().subscribe(session::settle);
        history.whenDeleted(undo::offer);
        history.whenExported(undo::say);
        contacts.whenDeleted(undo::offer);
        messages.whenDeleted(undo::offer);
        ticking = new Timeline(new KeyFrame(TICK, event -> tick()));
        ticking.setCycleCount(Animation.INDEFINITE);
    }

    /** Shows the main window and begins to follow the phone. */
    public void show() {
        show(new Stage(), MainWindow::show);
    }

    /** The same, out of sight: what starts at log-in is in nobody's way. */
    public void showAway() {
        show(new Stage(), MainWindow::showAway);
    }

    /** The same in a window that is there. */
    void show(Stage stage) {
        show(stage, MainWindow::show);
    }

    private void show(Stage stage, Consumer<MainWindow> way) {
        var models = new Models(
                accounts,
                dialer,
                call,
                transfer,
                incoming,
                history,
                contacts,
                messages,
                main,
                disturb,
                update,
                quit,
                missed,
                session,
                undo,
                suggestions);
        var shown = new MainWindow(stage, models, parts.actions(), texts, theme, parts.clock(), parts.around(), fx);
        window = Optional.of(shown);
        follow();
        way.accept(shown);
    }

    /** Begins with the desktop around the window, which may be slow: the first frame does not wait for it. */
    public void openSession() {
        parts.around().session().open(press -> fx.execute(() -> session.press(press)));
    }

    /** Shows the settings above the main window. */
    public void openSettings(SettingsActions settings) {
        window.ifPresent(shown -> shown.openSettings(settings));
    }

    /** Brings the window before the others, from wherever it was. */
    public void toFront() {
        window.ifPresent(MainWindow::toFront);
    }

    /** Puts a number or address into the number field, for {@code tel:} links and the like. */
    public void dial(String text) {
        if (main.page().get() == MainViewModel.Page.CALL) {
            main.addCall();
        }
        dialer.fill(text);
        window.ifPresent(shown -> shown.view().dialer().focusNumber());
    }

    /** Stops following the phone and hides what belongs to it. */
    @Override
    public void close() {
        fx.execute(() -> {
            ticking.stop();
            bag.close();
            window.ifPresent(MainWindow::close);
        });
    }

    /** Of a first run, which keeps no time yet, nothing is missed. */
    private static Instant looked(SessionSettings settings, Instant now) {
        return settings.looked() == 0 ? now : Instant.ofEpochSecond(settings.looked());
    }

    /** Once in the window, and where that goes to the tray, beside it. */
    private void tellOfClosing(String words) {
        accounts.say(words);
        if (session.tray().get()) {
            session.tell(texts.get("quit.tray"));
        }
    }

    private void showMissed() {
        toFront();
        window.ifPresent(shown -> shown.view().places().go(MainViewModel.Place.CALLS));
    }

    private void showMessage() {
        toFront();
        messages.openNews();
        window.ifPresent(shown -> shown.view().places().showMessages());
    }

    private void write(SipAddress address) {
        messages.open(address);
        window.ifPresent(shown -> shown.view().places().showMessages());
    }

    private void follow() {
        bag.add(fx.paint(parts.phone().snapshot(), this::paint));
        bag.add(fx.paint(parts.phone().levels(), call.sound()::levels));
        bag.add(fx.paint(parts.around().session().abilities(), session::apply));
        bag.add(fx.paint(parts.around().settings(), settings -> session.pausePlayers(settings.pausePlayers())));
        bag.add(fx.paint(parts.devices(), accounts::apply));
        bag.add(fx.paint(parts.notices(), accounts::apply));
        bag.add(fx.paint(parts.updates().release(), update::apply));
        bag.add(fx.paint(parts.contacts().all(), this::know));
        bag.add(fx.paint(parts.messages().version(), version -> messages.reload()));
        bag.add(fx.paint(parts.history().version(), version -> {
            history.reload();
            readLog();
        }));
        var minutes = new Timeline(new KeyFrame(MINUTE, event -> history.refresh()));
        minutes.setCycleCount(Animation.INDEFINITE);
        minutes.play();
        bag.add(minutes::stop);
    }

    private void know(List<Contact> people) {
        wording.know(people);
        contacts.apply(people);
        messages.apply(people);
        dialer.apply(people);
        history.apply(people);
        readLog();
        // Whoever is on the telephone may have a name now.
        paint(parts.phone().snapshot().get());
    }

    /** The line of the last call with each number, who is called often, and the missed calls. */
    private void readLog() {
        var people = parts.contacts().all().get();
        var country = LineChoice.usual(parts.phone().snapshot().get().lines())
                .map(LineSnapshot::country)
                .orElse("");
        var recent = parts.history().recent(REMEMBERED, CallQuery.ALL);
        recent.thenApply(LineChoice::lastTime).thenAcceptAsync(dialer::remember, fx);
        // On the log's own thread: the numbers of thousands of contacts are read.
        recent.thenApply(log -> new Suggestions(
                        people, log, country, parts.numbers(), parts.clock().get()))
                .thenAcceptAsync(suggestions::use, fx);
        recent.thenAcceptAsync(missed::apply, fx);
    }

    private void paint(PhoneSnapshot snapshot) {
        var now = parts.clock().get();
        wording.apply(snapshot);
        accounts.apply(snapshot, now);
        dialer.apply(snapshot);
        call.apply(snapshot, now);
        transfer.apply(call.current(), snapshot);
        incoming.apply(snapshot);
        history.apply(snapshot);
        contacts.apply(snapshot);
        messages.apply(snapshot);
        main.apply(snapshot);
        disturb.apply(snapshot);
        quit.apply(snapshot);
        session.apply(snapshot);
        if (!snapshot.calls().isEmpty() || accounts.counting()) {
            ticking.play();
        } else {
            ticking.stop();
        }
    }

    private void tick() {
        var now = parts.clock().get();
        call.tick(now);
        accounts.tick(now);
    }
}
