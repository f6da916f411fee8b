package app.trunkline.ui;

import app.trunkline.store.CallRecord;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/**
 * Calls that nobody took and nobody has looked at in the log, also those of earlier runs. FX thread; needs no toolkit.
 */
final class MissedCalls {
    private final Consumer<Instant> keep;
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private List<CallRecord> missed = List.of();
    private List<CallRecord> log = List.of();
    private Instant looked;
    private boolean inSight;

    /**
     * @param looked when the log was last looked at
     * @param keep takes note of each look that found something
     */
    MissedCalls(Instant looked, Consumer<Instant> keep) {
        this.looked = looked;
        this.keep = keep;
    }

    ReadOnlyIntegerProperty count() {
        return count.getReadOnlyProperty();
    }

    /** The newest first. */
    List<CallRecord> calls() {
        return missed;
    }

    /** @param newest entries of the log, the newest first */
    void apply(List<CallRecord> newest) {
        log = newest;
        settle();
    }

    /** Whether the log is looked at. */
    void inSight(boolean now) {
        inSight = now;
        settle();
    }

    private void settle() {
        missed = log.stream()
                .filter(CallRecord::missed)
                // Kept in whole seconds.
                .filter(call -> call.started().getEpochSecond() > looked.getEpochSecond())
                .toList();
        if (inSight && !missed.isEmpty()) {
            looked = missed.getFirst().started();
            keep.accept(looked);
            missed = List.of();
        }
        count.set(missed.size());
    }
}
