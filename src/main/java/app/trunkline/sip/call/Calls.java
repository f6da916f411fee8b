package app.trunkline.sip.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.DialogId;
import app.trunkline.sip.KeptCall;
import app.trunkline.sip.wire.SipMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of one user agent, oldest first, until nothing more can come for them. On the loop. */
public final class Calls {
    private final Map<CallId, Call> calls = new LinkedHashMap<>();
    /** Let go of since the last snapshots were taken. */
    private final List<CallSnapshot> justEnded = new ArrayList<>();

    public void add(Call call) {
        calls.put(call.id(), call);
    }

    public Optional<Call> get(CallId id) {
        return Optional.ofNullable(calls.get(id));
    }

    /** A copy: calls may come and go while it is gone through. */
    public List<Call> all() {
        return List.copyOf(calls.values());
    }

    /** The call that a message belongs to, by its Call-ID. */
    public Optional<Call> of(SipMessage message) {
        return of(message.callId());
    }

    Optional<Call> of(String id) {
        return calls.values().stream().filter(c -> c.callId().equals(id)).findFirst();
    }

    /** The call with that dialog, as we see it. */
    Optional<Call> with(DialogId dialog) {
        return calls.values().stream()
                .filter(call -> call.dialogId().equals(Optional.of(dialog)))
                .findFirst();
    }

    /** Those that have not ended. */
    public List<CallSnapshot> running() {
        return calls.values().stream()
                .map(Call::snapshot)
                .filter(c -> !c.ended())
                .toList();
    }

    /** What another process needs to go on with those that are established. */
    public List<KeptCall> kept() {
        return calls.values().stream().flatMap(call -> call.kept().stream()).toList();
    }

    /** Lets go of a call; it is in one more taking of snapshots. */
    public void over(CallId id) {
        Optional.ofNullable(calls.remove(id)).map(Call::snapshot).ifPresent(justEnded::add);
    }

    /** All as they stand, and once those that were let go of. */
    public List<CallSnapshot> takeSnapshots() {
        List<CallSnapshot> all = new ArrayList<>(justEnded);
        justEnded.clear();
        calls.values().forEach(call -> all.add(call.snapshot()));
        return all;
    }
}
