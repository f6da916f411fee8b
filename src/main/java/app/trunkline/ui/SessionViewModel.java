package app.trunkline.ui;

import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.session.Abilities;
import app.trunkline.session.Press;
import app.trunkline.session.SessionView;
import app.trunkline.session.SessionView.Entry;
import app.trunkline.session.SessionView.Icon;
import app.trunkline.session.SessionView.Kind;
import app.trunkline.session.SessionView.Notice;
import app.trunkline.session.SessionView.Tray;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.SipStatus;
import app.trunkline.store.CallRecord;
import app.trunkline.text.Texts;
import app.trunkline.ui.accounts.AccountsViewModel;
import app.trunkline.ui.accounts.LineViewModel;
import app.trunkline.ui.call.CallText;
import app.trunkline.ui.call.IncomingCallViewModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableIntegerValue;
import javafx.beans.value.ObservableStringValue;

/**
 * What the desktop around the window shows of the telephone, and what its tray and notifications do. What is in sight in the
 * window is not told a second time. FX thread; needs no toolkit.
 */
final class SessionViewModel {
    /**
     * Whose state it shows.
     *
     * @param caller who an entry of the call log is with
     * @param unread messages that nobody has looked at
     * @param news the message that just came in, on one line
     */
    record Sources(
            AccountsViewModel accounts,
            IncomingCallViewModel incoming,
            DoNotDisturbViewModel disturb,
            MissedCalls missed,
            Function<CallRecord, String> caller,
            ObservableIntegerValue unread,
            ObservableStringValue news) {}

    /** What the window can do. */
    record Ways(Runnable show, Runnable showMissed, Runnable showMessage, Runnable quit) {}

    private static final int MOST_NAMES = 5;

    private final PhoneCommands phone;
    private final CallText wording;
    private final Texts texts;
    private final Sources sources;
    private final Ways ways;
    private final Function<TrayState, Icon> icons;
    private final Supplier<Instant> clock;
    private final Consumer<SessionView> show;

    private final ReadOnlyBooleanWrapper notifiesCalls = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper tray = new ReadOnlyBooleanWrapper();
    private PhoneSnapshot now = PhoneSnapshot.EMPTY;
    private SessionView shown = SessionView.NOTHING;
    private Abilities abilities = Abilities.NONE;
    private Optional<String> hint = Optional.empty();
    private boolean inFront = true;
    private boolean pausePlayers;
    /** Missed calls from before are no news: they came in an earlier run, or while the window was in front. */
    private Instant since;

    /** @param show takes each new view to the desktop */
    SessionViewModel(
            PhoneCommands phone,
            CallText wording,
            Texts texts,
            Sources sources,
            Ways ways,
            Function<TrayState, Icon> icons,
            Supplier<Instant> clock,
            Consumer<SessionView> show) {
        this.phone = phone;
        this.wording = wording;
        this.texts = texts;
        this.sources = sources;
        this.ways = ways;
        this.icons = icons;
        this.clock = clock;
        this.since = clock.get();
        this.show = show;
    }

    /** Whether a call that rings is told by a notification with buttons, so that no window of our own has to. */
    ReadOnlyBooleanProperty notifiesCalls() {
        return notifiesCalls.getReadOnlyProperty();
    }

    /** Whether there is a tray to which the window can go. */
    ReadOnlyBooleanProperty tray() {
        return tray.getReadOnlyProperty();
    }

    void apply(PhoneSnapshot snapshot) {
        now = snapshot;
        settle();
    }

    void apply(Abilities next) {
        abilities = next;
        notifiesCalls.set(next.buttons());
        tray.set(next.tray());
        settle();
    }

    /** Whether the main window is the one that is worked in. */
    void inFront(boolean front) {
        inFront = front;
        if (front) {
            hint = Optional.empty();
            since = clock.get();
        }
        settle();
    }

    void pausePlayers(boolean pause) {
        pausePlayers = pause;
        settle();
    }

    /** Tells something where the window no longer can, until it is in front again. */
    void tell(String words) {
        hint = Optional.of(words);
        settle();
    }

    /** Something else that is shown has changed. */
    void settle() {
        var next = new SessionView(
                Optional.of(trayIcon()),
                notices(),
                pausePlayers && now.calls().stream().anyMatch(call -> !call.ended()),
                now.calls().stream().anyMatch(CallSnapshot::established)
                        ? Optional.of(texts.get("session.awake"))
                        : Optional.empty(),
                sources.missed().count().get() + sources.unread().get());
        if (!next.equals(shown)) {
            shown = next;
            show.accept(next);
        }
    }

    private Optional<CallSnapshot> ringing() {
        return now.calls().stream()
                .filter(call -> call.state() instanceof CallState.Incoming)
                .findFirst();
    }

    private Tray trayIcon() {
        var state = state();
        return new Tray(
                icons.apply(state), texts.get("session.title"), words(state), state == TrayState.RINGING, menu());
    }

    private TrayState state() {
        var lights = sources.accounts().lines().stream()
                .map(line -> line.light().get())
                .toList();
        if (ringing().isPresent()) {
            return TrayState.RINGING;
        } else if (now.calls().stream().anyMatch(call -> !call.ended())) {
            return TrayState.TALKING;
        } else if (lights.contains(LineViewModel.Light.PROBLEM)) {
            return TrayState.TROUBLE;
        } else if (sources.missed().count().get() > 0) {
            return TrayState.MISSED;
        } else if (sources.disturb().on().get()) {
            return TrayState.QUIET;
        }
        return lights.contains(LineViewModel.Light.READY) ? TrayState.READY : TrayState.CONNECTING;
    }

    private String words(TrayState state) {
        return switch (state) {
            case RINGING -> texts.get("session.ringing", name(ringing()));
            case TALKING ->
                texts.get(
                        "session.talking",
                        name(now.calls().stream().filter(call -> !call.ended()).findFirst()));
            case MISSED -> missedWords(sources.missed().count().get());
            case TROUBLE, QUIET, CONNECTING, READY -> texts.of("session.state", state);
        };
    }

    private String name(Optional<CallSnapshot> call) {
        return call.map(each -> wording.party(each).title()).orElse("");
    }

    private String missedWords(int count) {
        return count == 1 ? texts.get("session.missed") : texts.get("session.missed.many", count);
    }

    private List<Entry> menu() {
        List<Entry> menu = new ArrayList<>();
        ringing().ifPresent(call -> menu.addAll(choices(call)));
        now.calls().stream()
                .filter(call -> !call.ended() && !(call.state() instanceof CallState.Incoming))
                .forEach(call -> menu.add(new Entry(
                        new Press.HangUp(call.id().value()),
                        texts.get("session.hang-up", wording.party(call).title()))));
        menu.add(new Entry(new Press.Show(), texts.get("session.show")));
        menu.add(new Entry(
                new Press.Disturb(),
                texts.get("main.dnd"),
                Optional.of(sources.disturb().on().get())));
        menu.add(new Entry(new Press.Quit(), texts.get("main.quit")));
        return menu;
    }

    private List<Entry> choices(CallSnapshot call) {
        return List.of(
                new Entry(
                        new Press.Answer(call.id().value()),
                        sources.incoming().answerText().get()),
                new Entry(new Press.Decline(call.id().value()), texts.get("incoming.decline")));
    }

    private List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        if (inFront) {
            return notices;
        }
        if (abilities.buttons()) {
            ringing()
                    .ifPresent(call -> notices.add(new Notice(
                            "call " + call.id(),
                            Kind.CALL_INCOMING,
                            sources.incoming().name().get(),
                            callBody(),
                            new Press.Show(),
                            choices(call))));
        }
        var missed = sources.missed().calls().stream()
                .filter(call -> call.started().isAfter(since))
                .toList();
        if (!missed.isEmpty()) {
            notices.add(new Notice(
                    "missed",
                    Kind.CALL_UNANSWERED,
                    missedWords(missed.size()),
                    missed.stream()
                            .map(sources.caller())
                            .distinct()
                            .limit(MOST_NAMES)
                            .collect(Collectors.joining("\n")),
                    new Press.ShowMissed(),
                    List.of()));
        }
        if (!sources.news().get().isEmpty()) {
            notices.add(new Notice(
                    "message",
                    Kind.IM_RECEIVED,
                    texts.get("session.message"),
                    sources.news().get(),
                    new Press.ShowMessage(),
                    List.of()));
        }
        hint.ifPresent(words -> notices.add(
                new Notice("hint", Kind.HINT, texts.get("session.title"), words, new Press.Show(), List.of())));
        return notices;
    }

    private String callBody() {
        var incoming = sources.incoming();
        return Stream.of(
                        incoming.number().get(),
                        incoming.caption().get(),
                        incoming.forwarded().get(),
                        incoming.others().get())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** Somebody pressed something outside of the window; a call that has ended meanwhile is no harm. */
    void press(Press press) {
        switch (press) {
            case Press.Show() -> ways.show().run();
            case Press.Answer(var call) -> {
                phone.tell(new CallCommand.Answer(new CallId(call)));
                ways.show().run();
            }
            case Press.Decline(var call) -> phone.tell(new CallCommand.Reject(new CallId(call), SipStatus.DECLINE));
            case Press.HangUp(var call) -> phone.tell(new CallCommand.HangUp(new CallId(call)));
            case Press.Disturb() -> sources.disturb().toggle();
            case Press.ShowMissed() -> ways.showMissed().run();
            case Press.ShowMessage() -> ways.showMessage().run();
            case Press.Quit() -> {
                // There may be a question to answer.
                if (now.calls().stream().anyMatch(call -> !call.ended())) {
                    ways.show().run();
                }
                ways.quit().run();
            }
        }
    }
}
