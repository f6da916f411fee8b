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
 * Keeps one conversation active, a call or a conference: before another begins or resumes, this one is put on hold. A
 * conference is held, resumed and muted as a whole. Commands for ended calls are logged and change nothing. On the loop.
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

    /** Makes this the active call: every other that is not on hold is put on hold. */
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
        return call.state() instanceof CallState.Established(var _, var hold, var _, var _) && hold.local();
    }

    /** Decides on what changes the active call; everything else goes to the call as it is. */
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
            case CallCommand.Reject _,
                    CallCommand.Redirect _,
                    CallCommand.HangUp _,
                    CallCommand.SendDigits _,
                    CallCommand.Transfer _,
                    CallCommand.AnswerTransfer _,
                    CallCommand.RestartPath _ -> lines.tell(command);
        }
    }

    /** Applies to the whole conference if the call is in one, else to the call alone. */
    private void together(CallId call, Runnable all, CallCommand one) {
        if (conference.has(call)) {
            all.run();
        } else {
            lines.tell(one);
        }
    }

    /** Joins all established calls; muted if the active one is. */
    void join() {
        var calls = lines.running()
                .filter(CallSnapshot::established)
                .sorted(Comparator.comparing(CallSnapshot::started))
                .toList();
        conference.join(calls.stream().map(CallSnapshot::id).toList());
        conference.mute(calls.stream().anyMatch(call -> call.muted() && !held(call)));
    }

    /** Ends the conference: the oldest call stays active, the others are put on hold. */
    void split() {
        conference.split();
    }

    /** Takes one call out and makes it active; the others are put on hold. Does nothing for a call outside the conference. */
    void split(CallId call) {
        if (conference.has(call)) {
            becomes(call);
            conference.part(call);
        }
    }

    /** Forgets every call but these. */
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
