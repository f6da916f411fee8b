package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.sip.CallId;
import app.trunkline.store.CallRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps the entry of each call up with it, from its first moment, so that a crash loses no call: at every change, and now
 * and then while people talk. On the loop.
 */
final class CallJournal {
    /** How much of a conversation's time a crash may take at the most. */
    private static final Duration PACE = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final Consumer<CallRecord> log;
    private final Map<CallId, CallRecord> running = new HashMap<>();

    CallJournal(EventLoop loop, Consumer<CallRecord> log) {
        this.loop = loop;
        this.log = log;
    }

    /** The call goes on. */
    void goesOn(CallId id, CallRecord now) {
        var before = running.get(id);
        if (before == null || !before.equals(now.withEnded(before.ended()))) {
            running.put(id, now);
            log.accept(now);
        }
        if (before == null) {
            loop.schedule(PACE, () -> stillThere(id));
        }
    }

    private void stillThere(CallId id) {
        var call = running.get(id);
        if (call != null) {
            if (call.answered().isPresent()) {
                log.accept(call.withEnded(loop.now()));
            }
            loop.schedule(PACE, () -> stillThere(id));
        }
    }

    /** The call is over. */
    void ended(CallId id, CallRecord entry) {
        running.remove(id);
        log.accept(entry);
    }
}
