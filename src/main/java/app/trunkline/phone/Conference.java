package app.trunkline.phone;

import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaEngine.Playing;
import app.trunkline.media.MediaSession;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls joined to one conversation, on any lines, and held, resumed and muted together. On the loop.
 */
final class Conference {
    /** How it reaches its calls. */
    interface Calls {
        Optional<MediaSession> media(CallId call);

        void tell(CallCommand command);
    }

    /** Its state. */
    private sealed interface Stage {
        /** No conference. */
        record Apart() implements Stage {}

        /** Everyone talks. */
        record Together(Set<CallId> members, Playing joined) implements Stage {}

        /** On hold, and still a conference. */
        record OnHold(Set<CallId> members) implements Stage {}
    }

    private final MediaEngine engine;
    private final Calls calls;
    private Stage stage = new Stage.Apart();

    Conference(MediaEngine engine, Calls calls) {
        this.engine = engine;
        this.calls = calls;
    }

    /** The calls in it, oldest first; empty when there is none. */
    Set<CallId> members() {
        return switch (stage) {
            case Stage.Apart() -> Set.of();
            case Stage.Together(var members, var _) -> members;
            case Stage.OnHold(var members) -> members;
        };
    }

    boolean has(CallId call) {
        return members().contains(call);
    }

    /** Joins these calls, which are established; those that were together before stay so. */
    void join(List<CallId> established) {
        if (established.size() > 1) {
            together(new LinkedHashSet<>(established));
        }
    }

    private void together(Set<CallId> members) {
        var before = stage;
        var sessions =
                members.stream().flatMap(call -> calls.media(call).stream()).toList();
        stage = new Stage.Together(members, engine.join(sessions));
        members.forEach(this::resume);
        if (before instanceof Stage.Together(var _, var joined)) {
            joined.close();
        }
    }

    /** Puts all on hold. Each gets its own microphone back first, so that no call hears the others while on hold. */
    void hold() {
        if (stage instanceof Stage.Together(var members, var joined)) {
            stage = new Stage.OnHold(members);
            joined.close();
            members.forEach(this::hold);
        }
    }

    void resume() {
        if (stage instanceof Stage.OnHold(var members)) {
            together(members);
        }
    }

    void mute(boolean muted) {
        members().forEach(call -> calls.tell(new CallCommand.Mute(call, muted)));
    }

    /** Ends it: the oldest call stays active, the others are put on hold. */
    void split() {
        var members = List.copyOf(members());
        end();
        members.stream().skip(1).forEach(this::hold);
        members.stream().findFirst().ifPresent(this::resume);
    }

    /**
     * Takes one call out. The others are put on hold before it is heard again; two or more of them stay a conference.
     */
    void part(CallId call) {
        var left = new LinkedHashSet<>(members());
        if (left.remove(call)) {
            end();
            stage = left.size() > 1 ? new Stage.OnHold(left) : new Stage.Apart();
            left.forEach(this::hold);
            resume(call);
        }
    }

    /** Only these calls are left. The last one becomes an ordinary call. */
    void retain(Set<CallId> live) {
        var left = new LinkedHashSet<>(members());
        if (!left.retainAll(live)) {
            return;
        }
        if (left.size() < 2) {
            end();
        } else {
            stage = switch (stage) {
                case Stage.Apart() -> stage;
                case Stage.Together(var _, var joined) -> new Stage.Together(left, joined);
                case Stage.OnHold(var _) -> new Stage.OnHold(left);
            };
        }
    }

    private void hold(CallId call) {
        calls.tell(new CallCommand.Hold(call));
    }

    private void resume(CallId call) {
        calls.tell(new CallCommand.Resume(call));
    }

    private void end() {
        var before = stage;
        stage = new Stage.Apart();
        if (before instanceof Stage.Together(var _, var joined)) {
            joined.close();
        }
    }
}
