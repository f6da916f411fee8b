package app.trunkline.ui.dialer;

import app.trunkline.phone.Command;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.LineChoice;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.Suggestions.Suggestion;
import app.trunkline.phone.Words;
import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What is dialled, over which line, and what is wrong with it. FX thread; needs no toolkit. */
public final class DialerViewModel {
    /** A line that can be called with; without an id, the first that is ready. */
    public record Line(String accountId, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String TONES = "0123456789*#";

    private final PhoneCommands phone;
    private final PhoneNumbers numbers;
    private final Texts texts;
    private final LiveNumber live;

    private final StringProperty number = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper several = new ReadOnlyBooleanWrapper();
    private final Line automatic;
    private final CallAs callAs;
    private final ObjectProperty<Line> chosen;
    private List<LineSnapshot> snapshots = List.of();
    private List<Contact> contacts = List.of();
    private List<LineRule> rules = List.of();
    private Map<String, String> lastTime = Map.of();
    /** The line of the last call that was placed by choice. */
    private String lastChosen = "";
    /** The line to use instead, should the person call again. */
    private Optional<LineSnapshot> instead = Optional.empty();

    private final ReadOnlyStringWrapper route = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper routeReason = new ReadOnlyStringWrapper("");
    private String lastDialled = "";
    /** Ended calls whose numbers came back into the field. */
    private Set<CallId> givenBack = Set.of();

    public DialerViewModel(PhoneCommands phone, PhoneNumbers numbers, Texts texts) {
        this.phone = phone;
        this.numbers = numbers;
        this.texts = texts;
        callAs = new CallAs(numbers::display, texts);
        automatic = new Line("", texts.get("dialer.line.automatic"));
        chosen = new SimpleObjectProperty<>(automatic);
        lines.add(automatic);
        live = new LiveNumber(compact -> numbers.asYouType(compact, country()));
        // A choice box lets go of its choice while its items change.
        chosen.subscribe(line -> {
            if (line != null) {
                callAs.apply(line());
            }
        });
        number.subscribe(this::consider);
        chosen.subscribe(this::consider);
    }

    /** Text of the number field. */
    public StringProperty number() {
        return number;
    }

    /** What is wrong with it, in words; empty while nothing is. */
    public ReadOnlyStringProperty error() {
        return error.getReadOnlyProperty();
    }

    /** True when a line can carry a call. */
    public ReadOnlyBooleanProperty ready() {
        return ready.getReadOnlyProperty();
    }

    /** Every line, for choosing; the first entry leaves the choice to the telephone. */
    public ObservableList<Line> lines() {
        return lines;
    }

    /** True when there is a choice of lines. */
    public ReadOnlyBooleanProperty several() {
        return several.getReadOnlyProperty();
    }

    /** The line to call with. */
    public ObjectProperty<Line> chosen() {
        return chosen;
    }

    /** As which number to call. */
    public CallAs callAs() {
        return callAs;
    }

    /** Name of the line that the call will go out on. */
    public ReadOnlyStringProperty route() {
        return route.getReadOnlyProperty();
    }

    /** Why it is that line, in words. */
    public ReadOnlyStringProperty routeReason() {
        return routeReason.getReadOnlyProperty();
    }

    /** Takes note of the account that each number was last called on, see {@link LineChoice#lastTime}. */
    public void remember(Map<String, String> accounts) {
        lastTime = Map.copyOf(accounts);
        show();
    }

    /** Another number or line: what was wrong with the one before does not matter any more. */
    private void consider() {
        error.set("");
        instead = Optional.empty();
        show();
    }

    private void show() {
        var choice = choice();
        route.set(choice.map(c -> name(c.line())).orElse(""));
        routeReason.set(choice.map(c -> wanted().isEmpty() || c.reason() == LineChoice.Reason.EMERGENCY
                        ? texts.get("dialer.route." + c.reason().name().toLowerCase(Locale.ROOT), c.detail())
                        : texts.get("dialer.route.chosen"))
                .orElse(""));
    }

    private static String name(LineSnapshot line) {
        return line.name().isBlank() ? line.number() : line.name();
    }

    /** The line of the number that is typed. */
    private Optional<LineChoice> choice() {
        var wanted = wanted();
        var known = new LineChoice.Known(snapshots, rules, lastTime, wanted.isEmpty() ? lastChosen : wanted);
        var automatic = typed().line(known, numbers);
        var emergency = automatic
                .filter(choice -> choice.reason() == LineChoice.Reason.EMERGENCY)
                .isPresent();
        return wanted.isEmpty() || emergency
                ? automatic
                : snapshots.stream()
                        .filter(line -> line.accountId().equals(wanted))
                        .findFirst()
                        .map(line -> new LineChoice(
                                line,
                                LineChoice.Reason.LAST_CHOSEN,
                                "",
                                line.ready()
                                        ? Optional.empty()
                                        : snapshots.stream()
                                                .filter(LineSnapshot::ready)
                                                .findFirst()));
    }

    /** Empty for automatic; also while the choice's own list is replaced, when it has no value for a moment. */
    private String wanted() {
        return chosen.get() == null ? "" : chosen.get().accountId();
    }

    private Dialling typed() {
        return Dialling.of(number.get(), contacts);
    }

    public void apply(PhoneSnapshot snapshot) {
        rules = snapshot.rules().lineRules();
        snapshots = snapshot.lines();
        List<Line> next = new ArrayList<>(List.of(automatic));
        snapshots.forEach(line -> next.add(new Line(line.accountId(), name(line))));
        if (!lines.equals(next)) {
            var before = chosen.get();
            lines.setAll(next);
            chosen.set(next.contains(before) ? before : automatic);
            several.set(snapshots.size() > 1);
        }
        callAs.apply(line());
        ready.set(line().filter(LineSnapshot::ready).isPresent());
        giveBack(snapshot.calls());
        show();
    }

    /** A number that nobody has comes back into the field, to be corrected, unless another one is being typed. */
    private void giveBack(List<CallSnapshot> calls) {
        var wrong = calls.stream()
                .filter(c -> !c.dialled().isEmpty()
                        && c.state() instanceof CallState.Ended end
                        && end.reason().kind() == EndReason.Kind.NOT_FOUND)
                .toList();
        if (number.get().isEmpty()) {
            wrong.stream().filter(c -> !givenBack.contains(c.id())).findFirst().ifPresent(c -> fill(c.dialled()));
        }
        givenBack = wrong.stream().map(CallSnapshot::id).collect(Collectors.toSet());
    }

    /** Whom the user knows: a whole name may be typed in the place of a number. */
    public void apply(List<Contact> all) {
        contacts = all;
    }

    /** What the field shall show after an edit. */
    LiveNumber.Edit edited(String before, String after, int caret) {
        return live.after(before, after, caret);
    }

    /** What is left of a clipboard's text. */
    public String pasted(String clipboard) {
        return LiveNumber.pasted(clipboard);
    }

    /** The tone of a key, by dialpad or keyboard; other characters have none. */
    public void tone(char key) {
        if (TONES.indexOf(key) >= 0) {
            phone.tell(new Command.KeyTone(key));
        }
    }

    /** Puts a number or address into the field, from outside: a tel: link, the call log. */
    public void fill(String text) {
        var clean = pasted(text);
        number.set(live.after("", clean, clean.length()).text());
    }

    /** Calls what stands in the field; an empty field brings the last number back first, as on every telephone. */
    public void call() {
        var typed = number.get().strip();
        if (typed.isEmpty() && !lastDialled.isEmpty()) {
            number.set(lastDialled);
            return;
        }
        var line = instead.or(this::line);
        try {
            var dialled = typed().on(line, numbers);
            if (line.isEmpty() || !line.get().ready()) {
                refuse(line);
                return;
            }
            phone.call(dialled, callAs.chosen().get().presentation());
            lastChosen = wanted().isEmpty() ? lastChosen : line.get().accountId();
            chosen.set(automatic);
            number.set("");
            lastDialled = typed;
        } catch (InvalidAddressException e) {
            error.set(Words.of(e.kind()));
        }
    }

    /** Calls somebody who was suggested. */
    void call(Suggestion who) {
        fill(who.number());
        call();
    }

    private Optional<LineSnapshot> line() {
        return choice().map(LineChoice::line);
    }

    /** Says that the line is not ready, and offers the next one that is. */
    private void refuse(Optional<LineSnapshot> line) {
        instead = choice().flatMap(LineChoice::instead);
        error.set(
                line.isPresent() && instead.isPresent()
                        ? texts.get("dialer.instead", name(line.get()), name(instead.get()))
                        : texts.get("dialer.not-ready"));
    }

    private String country() {
        return line().map(LineSnapshot::country).orElse("");
    }
}
