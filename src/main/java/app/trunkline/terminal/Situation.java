package app.trunkline.terminal;

import app.trunkline.phone.Dialled;
import app.trunkline.phone.Dialling;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.phone.Words;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.sip.Presentation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * What a typed command is understood against: the calls at that moment, the line, and the session. On the loop.
 *
 * @param as whom calls are placed as
 */
record Situation(PhoneSnapshot snapshot, Session session, AccountSettings line, Presentation as) {
    Dialled read(String typed) throws UsageException {
        return read(typed, line);
    }

    /** @throws UsageException with a sentence when nothing can be called by it */
    static Dialled read(String typed, AccountSettings line) throws UsageException {
        try {
            var country = line.country().strip();
            return Dialling.of(typed).on(line.id(), country, line.server().home(), new PhoneNumbers());
        } catch (InvalidAddressException e) {
            throw new UsageException(Words.of(e.kind()));
        }
    }

    /** @throws UsageException with the text of that key where there is no such call */
    CallId id(Optional<CallSnapshot> call, String otherwise) throws UsageException {
        return call.map(CallSnapshot::id).orElseThrow(() -> UsageException.of(otherwise));
    }

    /** The call of that number in this run. */
    Optional<CallSnapshot> numbered(OptionalInt number) {
        return live().stream()
                .filter(call -> session.number(call.id()) == number.orElse(0))
                .findFirst();
    }

    /** The oldest that rings. */
    Optional<CallSnapshot> ringing() {
        return live().stream().filter(Situation::rings).findFirst();
    }

    /** The call being spoken in; where all are on hold, the newest of them. */
    Optional<CallSnapshot> current() {
        return newest(call -> call.established() && !isHeld(call)).or(() -> newest(CallSnapshot::established));
    }

    Optional<CallSnapshot> held() {
        return newest(Situation::isHeld);
    }

    List<CallSnapshot> recorded() {
        return live().stream()
                .filter(call -> snapshot.recordings().get(call.id()) instanceof RecordingStatus.Running)
                .toList();
    }

    Optional<CallSnapshot> newest(Predicate<CallSnapshot> wanted) {
        return live().stream().filter(wanted).reduce((_, last) -> last);
    }

    /** Those that have not ended, oldest first. */
    List<CallSnapshot> live() {
        return snapshot.calls().stream().filter(call -> !call.ended()).toList();
    }

    static boolean rings(CallSnapshot call) {
        return call.state() instanceof CallState.Incoming;
    }

    static boolean isHeld(CallSnapshot call) {
        return call.state() instanceof CallState.Established established
                && established.hold().local();
    }

    /** @throws UsageException with a sentence where nothing has been measured */
    void tellQuality() throws UsageException {
        var established =
                snapshot.calls().stream().filter(CallSnapshot::established).toList();
        if (established.isEmpty()) {
            throw UsageException.of("terminal.typed.no-call");
        }
        if (established.stream().allMatch(call -> call.quality().isEmpty())) {
            throw UsageException.of("terminal.typed.unmeasured");
        }
        established.forEach(session::tellQuality);
    }

    void quit() {
        session.quit();
    }
}
