package app.trunkline.phone;

import app.trunkline.loop.Observable;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.Presentation;

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
    default CallId call(Dialled dialled, Presentation as) {
        var call = Command.Call.to(dialled, as);
        tell(call);
        return call.id();
    }

    /** Calls as the line usually does. */
    default CallId call(Dialled dialled) {
        return call(dialled, Presentation.USUAL);
    }
}
