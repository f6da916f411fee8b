package app.trunkline.phone;

import app.trunkline.loop.Observable;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.SipAddress;
import java.util.Optional;

/**
 * The telephone as a face sees it: it is told commands and publishes snapshots. Any thread; {@link #tell} returns at once,
 * and the command is carried out on the event loop. A seam: view models are tested against a recording one.
 */
public interface PhoneCommands {
    Observable<PhoneSnapshot> snapshot();

    /** Levels of the active call, about 20 a second. */
    Observable<Levels> levels();

    void tell(Command command);

    default void tell(CallCommand command) {
        tell(new Command.OfCall(command));
    }

    /** @return the call, in the snapshots once it is placed */
    default CallId call(SipAddress target, String dialled, CallFrom from) {
        var call = Command.Call.to(target, dialled, from);
        tell(call);
        return call.id();
    }

    /** Calls as the line usually does. {@code accountId} empty: the first line that is ready. */
    default CallId call(SipAddress target, String dialled, Optional<String> accountId) {
        return call(target, dialled, CallFrom.line(accountId));
    }
}
