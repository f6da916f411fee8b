package app.trunkline.phone;

import app.trunkline.settings.CallSettings;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.SipAddress;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Places calls on the line they belong to, and connects two of them. On the loop. */
final class OutgoingCalls {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingCalls.class);

    private final Lines lines;
    private final ActiveCall active;
    private final StoredDigits storedDigits;

    OutgoingCalls(Lines lines, ActiveCall active, StoredDigits storedDigits) {
        this.lines = lines;
        this.active = active;
        this.storedDigits = storedDigits;
    }

    void place(CallId id, Dialled dialled, Presentation as, CallSettings settings) {
        lines.outgoing(dialled, settings.lineRules())
                .ifPresentOrElse(
                        line -> {
                            active.becomes(id);
                            var typed = dialled.typed();
                            storedDigits.dialled(id, typed.digits());
                            var logged = settings.keepDigits() ? typed.text() : typed.masked();
                            line.agent().invite(id, lines.target(dialled, line), logged, as);
                        },
                        () -> LOG.warn("no line to call from"));
    }

    void pickUp(SipAddress telephone, PickUp ringing) {
        lines.watching(telephone)
                .ifPresentOrElse(
                        line -> {
                            var id = new CallId(UUID.randomUUID().toString());
                            active.becomes(id);
                            line.agent().pickUp(id, telephone, ringing);
                        },
                        () -> LOG.warn("no line to pick up from"));
    }

    /** An attended transfer of the first into the second; a blind one to its number where that one still rings. */
    void join(CallId first, CallId second) {
        var other = lines.running(second);
        if (other.isEmpty() || lines.running(first).isEmpty()) {
            LOG.info("a call to be joined has ended meanwhile");
            return;
        }
        var end = other.filter(CallSnapshot::established)
                .flatMap(call -> lines.agent(second))
                .flatMap(agent -> agent.remoteDialog(second));
        if (end.isEmpty()) {
            lines.tell(new CallCommand.HangUp(second));
        }
        lines.tell(new CallCommand.Transfer(first, other.get().target(), end));
    }
}
