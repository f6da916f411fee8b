package app.trunkline.ui.call;

import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Direction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of several calls is shown. Pure. */
final class Foreground {
    private Foreground() {}

    /**
     * The call being set up or talked on; else the newest on hold; else the newest that ended with something to say. A
     * call that still rings here is not among them: it has a place of its own.
     */
    static Optional<CallSnapshot> of(List<CallSnapshot> calls, Set<CallId> dismissed) {
        return calls.stream()
                .filter(call -> rank(call) > 0 && !(call.ended() && dismissed.contains(call.id())))
                .max(Comparator.comparingInt(Foreground::rank).thenComparing(CallSnapshot::started));
    }

    private static int rank(CallSnapshot call) {
        return switch (call.state()) {
            case CallState.Preparing s -> 5;
            case CallState.Calling s -> 5;
            case CallState.Ringing s -> 5;
            case CallState.Answering s -> 5;
            case CallState.Established s -> s.hold().local() ? 3 : 4;
            case CallState.Ending s -> worthTelling(call) ? 2 : 0;
            case CallState.Ended s -> worthTelling(call) ? 1 : 0;
            case CallState.Incoming s -> 0;
        };
    }

    /** How a call that was never answered here ended is told by the log; a big word on the screen would be noise. */
    private static boolean worthTelling(CallSnapshot call) {
        var reason = switch (call.state()) {
            case CallState.Ended s -> s.reason();
            case CallState.Ending s -> s.reason();
            case CallState.Preparing s -> null;
            case CallState.Calling s -> null;
            case CallState.Ringing s -> null;
            case CallState.Incoming s -> null;
            case CallState.Answering s -> null;
            case CallState.Established s -> null;
        };
        if (reason == null || call.direction() == Direction.OUTGOING) {
            return true;
        }
        return switch (reason.kind()) {
            case CANCELLED_THERE,
                    ANSWERED_ELSEWHERE,
                    DECLINED_HERE,
                    BUSY_HERE,
                    DO_NOT_DISTURB,
                    SCREENED,
                    FORWARDED_HERE,
                    NO_ANSWER_HERE -> false;
            default -> true;
        };
    }
}
