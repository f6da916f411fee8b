package app.trunkline.phone;

import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaSession;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * One conversation at a time, with one far side or with a conference: before another begins or goes on, this one is put
 * on hold. What concerns one call of a conference concerns all of it. Commands for calls that have ended are logged and
 * change nothing. On the loop.
 */
final class ActiveCall {
    private final Lines lines;
    private final Conference conference;

    ActiveCall(MediaEngine media, Lines lines) {
        this.lines = lines;
        this.conference = new Conference(media, new Members());
    }

    /** The calls that are joined, oldest first; empty when there is no conference. */
    Set<CallId> joined() {
        return conference.members();
    }

    /** This call is talked on from now on, or rings out: every other that is not held is put on hold. */
    void becomes(CallId active) {
        if (!conference.has(active)) {
            conference.hold();
        }
        lines.running()
                .filter(call -> !conference.has(call.id()))
                .filter(call -> !call.id().equals(active))
                .filter(call -> call.established() && !held(call))
                .toList()
                .forEach(call -> lines.named(call.accountId())
                        .ifPresent(line -> line.agent().hold(call.id())));
    }

    private static boolean held(CallSnapshot call) {
        return call.state() instanceof CallState.Established(var _, var hold, var _) && hold.local();
    }

    void answer(CallId call) {
        lines.on(call, agent -> {
            becomes(call);
            agent.answer(call);
        });
    }

    void hold(CallId call) {
        lines.on(call, agent -> {
            if (conference.has(call)) {
                conference.hold();
            } else {
                agent.hold(call);
            }
        });
    }

    void resume(CallId call) {
        lines.on(call, agent -> {
            becomes(call);
            if (conference.has(call)) {
                conference.resume();
            } else {
                agent.resume(call);
            }
        });
    }

    void mute(CallId call, boolean muted) {
        lines.on(call, agent -> {
            if (conference.has(call)) {
                conference.mute(muted);
            } else {
                agent.mute(call, muted);
            }
        });
    }

    /** Joins all established calls; muted where one that is talked on is. */
    void join() {
        var calls = lines.running()
                .filter(CallSnapshot::established)
                .sorted(Comparator.comparing(CallSnapshot::started))
                .toList();
        conference.join(calls.stream().map(CallSnapshot::id).toList());
        conference.mute(calls.stream().anyMatch(call -> call.muted() && !held(call)));
    }

    /** Each call for itself again: the oldest is talked on, the others are put on hold. */
    void split() {
        conference.split();
    }

    /** One of them for itself, and talked on; the others are put on hold. Nothing where it is in no conference. */
    void split(CallId call) {
        if (conference.has(call)) {
            becomes(call);
            conference.part(call);
        }
    }

    /** Only these calls are established still. */
    void retain(Set<CallId> live) {
        conference.retain(live);
    }

    /** What a conference does with its calls. */
    private final class Members implements Conference.Calls {
        @Override
        public Optional<MediaSession> media(CallId call) {
            return lines.agent(call).flatMap(agent -> agent.media(call));
        }

        @Override
        public void hold(CallId call) {
            lines.agent(call).ifPresent(agent -> agent.hold(call));
        }

        @Override
        public void resume(CallId call) {
            lines.agent(call).ifPresent(agent -> agent.resume(call));
        }

        @Override
        public void mute(CallId call, boolean muted) {
            lines.agent(call).ifPresent(agent -> agent.mute(call, muted));
        }
    }
}
