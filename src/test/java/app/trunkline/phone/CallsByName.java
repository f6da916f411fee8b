package app.trunkline.phone;

import app.trunkline.store.CallRecord;
import app.trunkline.store.CallRecord.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A call log in memory, as the database keeps it: an entry for each call, whatever became of it since. */
final class CallsByName {
    private final Map<String, CallRecord> calls = new LinkedHashMap<>();

    void put(CallRecord call) {
        calls.put(call.call(), call);
    }

    List<CallRecord> all() {
        return List.copyOf(calls.values());
    }

    List<CallRecord> ended() {
        return calls.values().stream()
                .filter(call -> call.outcome() != Outcome.IN_PROGRESS)
                .toList();
    }
}
