package app.trunkline.phone;

import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaSession;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation at a time, with one far side or with a conference: before another begins or goes on, this one is put
 * on hold. What concerns one call of a conference concerns all of it. Commands for calls that have ended are logged and
 * change nothing. On the loop.
 */
final class ActiveCall {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveCall.class);

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
                .forEach(call -> lines.tell(new CallCommand.Hold(call.id())));
    }

    private static boolean held(CallSnapshot call) {
        return call.state() instanceof CallState.Established(var _, var hold, var _) && hold.local();
    }

    /** What becomes of a command for one call: those that decide who is talked to, and those that only go on. */
    void tell(CallCommand command) {
        if (lines.over(command.call()).isEmpty()) {
            LOG.info("call {} has ended meanwhile", command.call());
            return;
        }
        switch (command) {
            case CallCommand.Answer(var call) -> {
                becomes(call);
                lines.tell(command);
            }
            case CallCommand.Hold(var call) -> together(call, conference::hold, command);
            case CallCommand.Resume(var call) -> {
                becomes(call);
                together(call, conference::resume, command);
            }
            case CallCommand.Mute(var call, var on) -> together(call, () -> conference.mute(on), command);
            case CallCommand.Redirect(var call, var target) ->
                lines.tell(new CallCommand.Redirect(call, lines.resolve(target, call)));
            case CallCommand.Transfer(var call, var target, var inPlaceOf) ->
                lines.tell(new CallCommand.Transfer(call, lines.resolve(target, call), inPlaceOf));
            case CallCommand.Reject _,
                    CallCommand.HangUp _,
                    CallCommand.SendDigits _,
                    CallCommand.AnswerTransfer _,
                    CallCommand.RestartPath _ -> lines.tell(command);
        }
    }

    /** To the whole conference, where the call is in one; else to the call alone. */
    private void together(CallId call, Runnable all, CallCommand one) {
        if (conference.has(call)) {
            all.run();
        } else {
            lines.tell(one);
        }
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
        public void tell(CallCommand command) {
            lines.tell(command);
        }
    }
}
