package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.KeptCall;
import app.trunkline.sip.KeptCallText;
import app.trunkline.sip.Milestone;
import app.trunkline.store.KeptCalls;
import app.trunkline.store.KeptCalls.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each established call as long as it lasts, and goes on with those that an earlier process kept and did not end: it was
 * killed in the midst of them. Each is tried once: one that brings the process down does so no second time. On the loop.
 */
final class CallKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(CallKeeper.class);
    /**
     * How long a call may have been away. Whoever hears nothing for longer has hung up, and telephones that notice lost sound
     * end the call sooner; nobody is to be rung, or to hear this microphone, who does not wait for it any more. A session that
     * lives for less (RFC 4028) is over before.
     */
    static final Duration LONGEST_AWAY = Duration.ofMinutes(2);
    /** By then a call that was resumed did not bring this process down, and may be resumed once more. */
    static final Duration SETTLED = Duration.ofMinutes(1);
    /** How exactly it is known when a call was last there. */
    private static final Duration PULSE = Duration.ofSeconds(2);
    /** Lines do not wait any longer for what was kept; what is read later goes on then. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final EventLoop loop;
    private final Lines lines;
    private Optional<KeptCalls> store = Optional.empty();
    private Cancellable pulse = Cancellable.NONE;
    private final Map<CallId, Kept> kept = new HashMap<>();
    /** Taken, and the line not there yet. */
    private final List<Kept> waiting = new ArrayList<>();
    /** Resumed, and not settled yet. */
    private final Set<CallId> trying = new HashSet<>();
    /** Was recorded, and is to be again once it has gone on. */
    private final Set<CallId> recorded = new HashSet<>();

    CallKeeper(EventLoop loop, Lines lines) {
        this.loop = loop;
        this.lines = lines;
    }

    /**
     * Keeps calls there from now on, and takes what is there.
     *
     * @return complete on the loop, with the number of calls that it tries to go on with once their lines are in use
     */
    CompletionStage<Integer> keepIn(KeptCalls where) {
        var taken = new CompletableFuture<Integer>();
        loop.schedule(PATIENCE, () -> taken.complete(0));
        where.take()
                .whenCompleteAsync(
                        (found, failure) -> {
                            if (failure == null) {
                                found.stream().filter(this::isFresh).forEach(waiting::add);
                            } else {
                                LOG.warn("calls that were kept cannot be read", failure);
                            }
                            if (!taken.complete(waiting.size())) {
                                lines();
                            }
                        },
                        loop);
        store = Optional.of(where);
        return taken;
    }

    /** Others are no longer there to be gone on with, or are calls of this process. */
    private boolean isFresh(Kept call) {
        if (kept.containsKey(new CallId(call.call()))) {
            return false;
        }
        var away = Duration.between(call.alive(), loop.now());
        var longest = KeptCallText.read(call.body())
                .map(body -> body.dialog()
                        .ability()
                        .session()
                        .filter(session -> session.compareTo(LONGEST_AWAY) < 0)
                        .orElse(LONGEST_AWAY));
        var fresh = longest.isPresent() && away.compareTo(longest.get()) <= 0;
        if (!fresh) {
            LOG.info("call {} was cut off {} s ago and is not resumed", call.call(), away.toSeconds());
            remove(call.call());
        }
        return fresh;
    }

    /** The lines in use are others: calls that wait for one of them go on, and those of a line that is no more do not. */
    void lines() {
        for (var call : List.copyOf(waiting)) {
            waiting.remove(call);
            if (!resume(call)) {
                LOG.warn("call {} has no line any more and is not resumed", call.call());
                remove(call.call());
            }
        }
    }

    private boolean resume(Kept call) {
        var body = KeptCallText.read(call.body());
        var line = body.flatMap(known -> lines.named(known.accountId()));
        if (body.isEmpty() || line.isEmpty()) {
            return false;
        }
        var id = body.get().id();
        know(id, call);
        trying.add(id);
        if (call.recorded()) {
            recorded.add(id);
        }
        LOG.info("call {} is resumed: it was last there at {}", id, call.alive());
        return line.get().agent().resume(anotherTalks() ? body.get().onHold() : body.get(), call.alive());
    }

    /** One call is talked on; those that were joined in a conference are not any more, and nobody is to hear what is not for them. */
    private boolean anotherTalks() {
        return lines.running()
                .anyMatch(call ->
                        call.state() instanceof CallState.Established(var _, var hold, var _, var _) && !hold.local());
    }

    private void know(CallId id, Kept call) {
        if (kept.isEmpty()) {
            pulse.cancel();
            pulse = loop.schedule(PULSE, this::pulse);
        }
        kept.put(id, call);
    }

    /** Keeps what has changed since. */
    void update(Set<CallId> recording) {
        if (store.isEmpty()) {
            return;
        }
        var now = new HashMap<CallId, KeptCall>();
        lines.all().forEach(line -> line.agent().keptCalls().forEach(call -> now.put(call.id(), call)));
        now.forEach((id, call) -> keep(id, KeptCallText.write(call), recording.contains(id) || recorded.contains(id)));
        for (var over :
                kept.keySet().stream().filter(id -> !now.containsKey(id)).collect(Collectors.toSet())) {
            kept.remove(over);
            trying.remove(over);
            recorded.remove(over);
            remove(over.value());
        }
    }

    private void keep(CallId id, String body, boolean isRecorded) {
        var before = kept.get(id);
        if (before == null || !before.body().equals(body) || before.recorded() != isRecorded) {
            var call = new Kept(id.value(), body, isRecorded, loop.now());
            know(id, call);
            // Until it goes on, it was last there when the other process was.
            if (!trying.contains(id)) {
                store.ifPresent(where -> where.put(call));
            }
        }
    }

    private void remove(String call) {
        store.ifPresent(where -> where.remove(call));
    }

    /** What the far side of a call asks of it, and what we do, changes more of its dialog than its state. */
    private void pulse() {
        if (!kept.isEmpty()) {
            pulse = loop.schedule(PULSE, this::pulse);
            update(kept.values().stream()
                    .filter(Kept::recorded)
                    .map(call -> new CallId(call.call()))
                    .collect(Collectors.toSet()));
            if (trying.isEmpty()) {
                store.ifPresent(where -> where.alive(loop.now()));
            }
        }
    }

    /** Those of these calls that have just gone on and were recorded before. */
    List<CallSnapshot> recordAgain(List<CallSnapshot> calls) {
        calls.stream().filter(CallKeeper::goesOn).map(CallSnapshot::id).forEach(this::settle);
        return calls.stream()
                .filter(CallKeeper::goesOn)
                .filter(call -> recorded.remove(call.id()))
                .toList();
    }

    private static boolean goesOn(CallSnapshot call) {
        return call.milestones().stream().anyMatch(m -> m.kind() == Milestone.Kind.RESUMED);
    }

    private void settle(CallId id) {
        if (trying.remove(id)) {
            loop.schedule(SETTLED, () -> {
                if (kept.containsKey(id)) {
                    store.ifPresent(where -> where.settled(id.value()));
                }
            });
            Optional.ofNullable(kept.get(id))
                    .ifPresent(call -> store.ifPresent(
                            where -> where.put(new Kept(call.call(), call.body(), call.recorded(), loop.now()))));
        }
    }
}
