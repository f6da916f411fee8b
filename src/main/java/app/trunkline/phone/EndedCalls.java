package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.store.CallRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Brings calls into the call log, and shows the end of each for a while. On the loop. */
final class EndedCalls {
    /** How long the end of a call can be read. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final PhoneNumbers numbers;
    private final Directory directory;
    private final CallJournal journal;
    private final Runnable changed;
    private final Map<CallId, CallSnapshot> shown = new LinkedHashMap<>();
    /** Ended, in the log, and told of by their lines yet. */
    private Set<CallId> recorded = Set.of();

    private long version;

    /**
     * @param log takes entries for the call log
     * @param changed told when one can be read no longer
     */
    EndedCalls(EventLoop loop, PhoneNumbers numbers, Directory directory, Consumer<CallRecord> log, Runnable changed) {
        this.loop = loop;
        this.numbers = numbers;
        this.directory = directory;
        this.journal = new CallJournal(loop, log);
        this.changed = changed;
    }

    /** Looks for calls of these lines that have begun, changed or ended since. */
    void collect(List<Line> lines) {
        Set<CallId> ended = new HashSet<>();
        lines.forEach(line -> line.agent().snapshot().get().calls().forEach(call -> {
            if (!call.ended()) {
                goesOn(call, line);
            } else if (ended.add(call.id()) && !recorded.contains(call.id())) {
                over(call, line);
            }
        }));
        recorded = ended;
    }

    private void goesOn(CallSnapshot unnamed, Line line) {
        var country = line.settings().country();
        var call = directory.named(unnamed, country);
        journal.goesOn(call.id(), CallHistory.begun(call, line.name(), country, numbers));
    }

    private void over(CallSnapshot unnamed, Line line) {
        var country = line.settings().country();
        var call = directory.named(unnamed, country);
        if (call.state() instanceof CallState.Ended end) {
            journal.ended(call.id(), CallHistory.entry(call, end, line.name(), country, numbers));
            version++;
            shown.put(call.id(), call);
            loop.schedule(LINGER, () -> {
                shown.remove(call.id());
                changed.run();
            });
        }
    }

    /** Those whose end can still be read. */
    Collection<CallSnapshot> shown() {
        return List.copyOf(shown.values());
    }

    /** Grows with every call that has ended. */
    long version() {
        return version;
    }
}
