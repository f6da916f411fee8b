package app.trunkline.ui.log;

import app.trunkline.phone.AddressBook;
import app.trunkline.phone.Command;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.LineSnapshot;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.TimeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest entries of the call log, searched, and redialling from them. FX thread; needs no toolkit. */
public final class CallLogViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(CallLogViewModel.class);
    private static final int LIMIT = 500;
    /** Contacts of a name whose calls are looked for. */
    private static final int NAMESAKES = 20;

    private final PhoneCommands phone;
    private final CallLogSource source;
    private final PhoneNumbers numbers;
    private final Texts texts;
    private final TimeText times;
    private final Executor fx;
    private final Supplier<Instant> clock;

    private final StringProperty search = new SimpleStringProperty("");
    private final ObservableList<LogEntry> entries = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final Map<String, String> countries = new HashMap<>();
    private List<CallRecord> records = List.of();
    private List<Contact> contacts = List.of();
    private AddressBook book;
    private BiConsumer<String, String> contact = (name, number) -> {};
    private BiConsumer<String, Runnable> deleted = (words, undo) -> {};
    private List<String> blocked = List.of();
    private long asked;
    private PhoneSnapshot phoneNow = PhoneSnapshot.EMPTY;

    /**
     * @param fx brings the log's answers back to the FX thread
     * @param clock the loop's
     */
    public CallLogViewModel(
            PhoneCommands phone,
            CallLogSource source,
            PhoneNumbers numbers,
            Texts texts,
            TimeText times,
            Executor fx,
            Supplier<Instant> clock) {
        this.phone = phone;
        this.source = source;
        this.numbers = numbers;
        this.texts = texts;
        this.times = times;
        this.fx = fx;
        this.clock = clock;
        this.book = new AddressBook(List.of(), numbers);
        search.subscribe(this::reload);
    }

    /** Part of a name or number. */
    public StringProperty search() {
        return search;
    }

    public ObservableList<LogEntry> entries() {
        return entries;
    }

    /** True once the log was read. */
    public ReadOnlyBooleanProperty loaded() {
        return loaded.getReadOnlyProperty();
    }

    public void apply(PhoneSnapshot snapshot) {
        phoneNow = snapshot;
        blocked = snapshot.rules().screening().blocked();
        Map<String, String> next = new HashMap<>();
        for (LineSnapshot line : snapshot.lines()) {
            next.put(line.accountId(), line.country());
        }
        if (!countries.equals(next)) {
            countries.clear();
            countries.putAll(next);
            refresh();
        }
    }

    public void apply(List<Contact> people) {
        contacts = people;
        book = new AddressBook(people, numbers);
        refresh();
    }

    /** Reads the log again; an answer that another question has overtaken is dropped. */
    public void reload() {
        var question = ++asked;
        found(numberOrText(search.get()))
                .whenComplete((found, failure) -> fx.execute(() -> {
                    if (failure != null) {
                        LOG.warn("the call log could not be read", failure);
                    } else if (question == asked) {
                        records = found;
                        refresh();
                        loaded.set(true);
                    }
                }));
    }

    /** What the log finds, and the calls with contacts of that name. */
    private CompletionStage<List<CallRecord>> found(String text) {
        var found = source.recent(LIMIT, text);
        for (var number : numbersOf(text)) {
            found = found.thenCombine(source.recent(LIMIT, number), CallLogViewModel::merged);
        }
        return found;
    }

    private List<String> numbersOf(String name) {
        var part = name.toLowerCase(Locale.ROOT);
        return part.isEmpty()
                ? List.of()
                : contacts.stream()
                        .filter(contact ->
                                contact.name().toLowerCase(Locale.ROOT).contains(part))
                        .limit(NAMESAKES)
                        .flatMap(contact -> contact.numbers().stream())
                        .map(number -> countries.values().stream()
                                .flatMap(country -> numbers.e164(number, country).stream())
                                .findFirst()
                                .orElse(number))
                        .toList();
    }

    private static List<CallRecord> merged(List<CallRecord> some, List<CallRecord> others) {
        Map<Long, CallRecord> all = new HashMap<>();
        some.forEach(call -> all.put(call.id(), call));
        others.forEach(call -> all.put(call.id(), call));
        return all.values().stream()
                .sorted(Comparator.comparing(CallRecord::started)
                        .thenComparing(CallRecord::id)
                        .reversed())
                .limit(LIMIT)
                .toList();
    }

    /** Who the call was with: the name, or the number where there is none. */
    public String party(CallRecord call) {
        return entry(call, clock.get()).title();
    }

    /** Writes the times again, as seen from now. */
    public void refresh() {
        var now = clock.get();
        var next = records.stream().map(call -> entry(call, now)).toList();
        if (!entries.equals(next)) {
            entries.setAll(next);
        }
    }

    /** Calls the entry's far side again, over its own line if that is still there. */
    public void redial(LogEntry entry) {
        var call = entry.call();
        try {
            var address = SipAddress.parse(call.address(), "");
            var account = Optional.of(call.accountId());
            phone.call(Dialling.again(address, call.number(), account, phoneNow, numbers));
        } catch (InvalidAddressException e) {
            LOG.warn("entry {} of the call log holds no address that can be called: {}", call.id(), e.kind());
        }
    }

    /** Who is told name and number of an entry that is to become a contact. */
    public void whenContact(BiConsumer<String, String> taker) {
        contact = taker;
    }

    /** Makes the entry's far side a contact. */
    public void addContact(LogEntry entry) {
        contact.accept(known(entry.call()).name(), copied(entry));
    }

    /** Who is told, in words, what was deleted, and how it comes back. */
    public void whenDeleted(BiConsumer<String, Runnable> taker) {
        deleted = taker;
    }

    public void delete(LogEntry entry) {
        deleted.accept(
                texts.get("undo.call", entry.title()),
                source.delete(entry.call().id()));
    }

    /** True where there is a number to block: that of a caller who gave one. */
    public boolean blockable(LogEntry entry) {
        return !entry.call().outgoing() && !copied(entry).equalsIgnoreCase("anonymous");
    }

    /** True when the entry's number is in the list of blocked callers by itself. */
    public boolean blocked(LogEntry entry) {
        return blocked.contains(copied(entry));
    }

    /** Puts the entry's number into the list of blocked callers, or takes it out again. */
    public void block(LogEntry entry, boolean on) {
        var number = copied(entry);
        phone.tell(new Command.ChangeRules(rules -> {
            var list = new ArrayList<>(rules.screening().blocked());
            list.remove(number);
            if (on) {
                list.add(number);
            }
            return rules.withScreening(rules.screening().withBlocked(list));
        }));
    }

    /** The number for the clipboard: in E.164 where it is known. */
    public String copied(LogEntry entry) {
        return entry.call().e164().isEmpty()
                ? entry.call().number()
                : entry.call().e164();
    }

    /** A number is kept without separators, so it is searched without them too. */
    private static String numberOrText(String typed) {
        return SipAddress.number(typed).orElse(typed.strip());
    }

    private AddressBook.KnownAs known(CallRecord call) {
        try {
            var address = SipAddress.parse(call.address(), "");
            return book.knownAs(
                    new SipAddress(call.name(), address.user(), address.host()),
                    countries.getOrDefault(call.accountId(), ""));
        } catch (InvalidAddressException e) {
            return new AddressBook.KnownAs(call.name(), "");
        }
    }

    private LogEntry entry(CallRecord call, Instant now) {
        var country = countries.getOrDefault(call.accountId(), "");
        var known = known(call);
        var written = numbers.display(call.e164().isEmpty() ? call.number() : call.e164(), country);
        var number = known.network().isEmpty() ? written : texts.get("party.detail", written, known.network());
        var named = !known.name().isBlank();
        var kind = kind(call);
        var outcome = outcome(call);
        var title = named ? known.name() : number;
        var detail = switch (call.outcome()) {
            // The arrow says the direction; words would only repeat it.
            case ANSWERED -> named ? number : outcome;
            case MISSED,
                    DECLINED,
                    BUSY,
                    NO_ANSWER,
                    CANCELLED,
                    ANSWERED_ELSEWHERE,
                    FAILED,
                    NOT_DISTURBED,
                    BLOCKED,
                    FORWARDED,
                    IN_PROGRESS,
                    CUT_OFF,
                    UNKNOWN -> named ? texts.get("log.detail", outcome, number) : outcome;
        };
        if (call.caller() == CallRecord.Caller.DOUBTFUL) {
            detail = texts.get("log.detail", texts.get("log.doubtful"), detail);
        }
        var when = times.when(call.started(), now);
        var talked =
                call.answered().isPresent() && call.outcome() != CallRecord.Outcome.IN_PROGRESS ? call.talked() : null;
        var spoken = texts.get(
                "log.spoken",
                call.caller() == CallRecord.Caller.DOUBTFUL ? outcome + ", " + texts.get("log.doubtful") : outcome,
                title,
                named ? number : "",
                when,
                talked == null ? "" : times.spoken(talked));
        return new LogEntry(
                call,
                kind,
                title,
                detail,
                when,
                talked == null ? "" : TimeText.clock(talked),
                times.full(call.started()),
                spoken.strip());
    }

    private static LogEntry.Kind kind(CallRecord call) {
        if (!call.outgoing()) {
            return call.missed() ? LogEntry.Kind.MISSED : LogEntry.Kind.INCOMING;
        }
        return switch (call.outcome()) {
            case ANSWERED, CANCELLED, NO_ANSWER, IN_PROGRESS, UNKNOWN -> LogEntry.Kind.OUTGOING;
            case MISSED, DECLINED, BUSY, ANSWERED_ELSEWHERE, FAILED, NOT_DISTURBED, BLOCKED, FORWARDED, CUT_OFF ->
                LogEntry.Kind.FAILED;
        };
    }

    private String outcome(CallRecord call) {
        return call.outcome() == CallRecord.Outcome.ANSWERED
                ? texts.get(call.outgoing() ? "log.outgoing" : "log.incoming")
                : texts.of("log.outcome", call.outcome());
    }
}
