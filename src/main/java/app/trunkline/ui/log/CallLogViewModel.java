package app.trunkline.ui.log;

import app.trunkline.loop.Threads;
import app.trunkline.phone.Command;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.PhoneCommands;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.SipAddress;
import app.trunkline.store.CallQuery;
import app.trunkline.store.CallRecord;
import app.trunkline.store.Contact;
import app.trunkline.text.Texts;
import app.trunkline.ui.kit.TimeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
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

    /** One that calls can be chosen by. */
    public record Line(String accountId, String name) {}

    private final PhoneCommands phone;
    private final CallLogSource source;
    private final PhoneNumbers numbers;
    private final Texts texts;
    private final LogEntries written;
    private final Executor fx;
    private final Supplier<Instant> clock;

    private final StringProperty search = new SimpleStringProperty("");
    private final ObservableList<LogEntry> entries = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<CallQuery.Kind> kind = new SimpleObjectProperty<>(CallQuery.Kind.ALL);
    /** The account of the line whose calls are shown; empty for all. */
    private final StringProperty line = new SimpleStringProperty("");

    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private List<CallRecord> records = List.of();
    private List<Contact> contacts = List.of();
    private BiConsumer<String, String> contact = (name, number) -> {};
    private BiConsumer<String, Runnable> deleted = (words, undo) -> {};
    private Consumer<String> exported = words -> {};
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
        this.written = new LogEntries(numbers, texts, times);
        this.fx = fx;
        this.clock = clock;
        search.subscribe(this::reload);
        kind.subscribe(this::reload);
        line.subscribe(this::reload);
    }

    /** Part of a name or number. */
    public StringProperty search() {
        return search;
    }

    /** Which of them are shown. */
    public ObjectProperty<CallQuery.Kind> kind() {
        return kind;
    }

    /** The account of the line whose calls are shown; empty for those of all lines. */
    public StringProperty line() {
        return line;
    }

    /** The lines to choose from. */
    public ObservableList<Line> lines() {
        return lines;
    }

    /** True where some are left out. */
    public boolean filtered() {
        return kind.get() != CallQuery.Kind.ALL || !line.get().isEmpty();
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
        var now = snapshot.lines().stream()
                .map(each -> new Line(each.accountId(), each.name()))
                .toList();
        if (!lines.equals(now)) {
            lines.setAll(now);
        }
        if (!line.get().isEmpty()
                && now.stream().noneMatch(each -> each.accountId().equals(line.get()))) {
            line.set("");
        }
        if (written.apply(snapshot.lines())) {
            refresh();
        }
    }

    public void apply(List<Contact> people) {
        contacts = people;
        written.know(people);
        refresh();
    }

    /** Reads the log again; an answer that another question has overtaken is dropped. */
    public void reload() {
        var question = ++asked;
        found(LIMIT)
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
    private CompletionStage<List<CallRecord>> found(int limit) {
        var text = numberOrText(search.get());
        var asked = new CallQuery(text, kind.get(), line.get());
        var found = source.recent(limit, asked);
        for (var number : numbersOf(text)) {
            found = found.thenCombine(
                    source.recent(limit, asked.withText(number)), (some, others) -> merged(limit, some, others));
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
                        .map(number -> written.countries().stream()
                                .flatMap(country -> numbers.e164(number, country).stream())
                                .findFirst()
                                .orElse(number))
                        .toList();
    }

    private static List<CallRecord> merged(int limit, List<CallRecord> some, List<CallRecord> others) {
        Map<Long, CallRecord> all = new HashMap<>();
        some.forEach(call -> all.put(call.id(), call));
        others.forEach(call -> all.put(call.id(), call));
        return all.values().stream()
                .sorted(Comparator.comparing(CallRecord::started)
                        .thenComparing(CallRecord::id)
                        .reversed())
                .limit(limit)
                .toList();
    }

    /** Who the call was with: the name, or the number where there is none. */
    public String party(CallRecord call) {
        return written.entry(call, clock.get()).title();
    }

    /** Writes the times again, as seen from now. */
    public void refresh() {
        var now = clock.get();
        var next = records.stream().map(call -> written.entry(call, now)).toList();
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
        contact.accept(written.known(entry.call()).name(), copied(entry));
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

    /** Who is told, in words, what became of an export. */
    public void whenExported(Consumer<String> taker) {
        exported = taker;
    }

    /** Writes all calls that are asked for, however many, to a file of comma-separated values; told when it is done. */
    public void export(Path file) {
        found(Integer.MAX_VALUE)
                .thenAcceptAsync(
                        calls -> write(file, calls),
                        task -> Threads.daemon("call-export", task).start())
                .exceptionally(failure -> {
                    LOG.warn("the calls could not be written to {}", file, failure);
                    fx.execute(() -> exported.accept(texts.get("log.export.failed", file)));
                    return null;
                });
    }

    private void write(Path file, List<CallRecord> calls) {
        try {
            new CallCsv(texts).write(file, calls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fx.execute(() -> exported.accept(texts.get("log.export.done", calls.size(), file.getFileName())));
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
}
