package app.trunkline.sip.call;

import app.trunkline.sip.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one call owes to the far side while there is no connection: that it is over. Nobody here waits for it. On the loop.
 */
final class Debts {
    /** To be sent on the next connection. */
    sealed interface Debt {}

    /** CANCEL. */
    record Cancel() implements Debt {}

    /** BYE. */
    record Bye(EndReason reason) implements Debt {}

    private boolean away;
    private Optional<Cancel> cancel = Optional.empty();
    /** A BYE that is not answered, which is no debt as long as the connection stands. */
    private Optional<Bye> bye = Optional.empty();

    /** True where it cannot be sent now. */
    boolean cancel() {
        if (away) {
            cancel = Optional.of(new Cancel());
        }
        return away;
    }

    /** True where it cannot be sent now. */
    boolean bye(EndReason reason) {
        bye = Optional.of(new Bye(reason));
        return away;
    }

    /** Answered, or not in time; one whose connection went away is still due. */
    void byeEnded(DialogRequests.Outcome outcome) {
        if (!outcome.lost()) {
            bye = Optional.empty();
        }
    }

    /** It cannot be sent at all. */
    void forgive() {
        bye = Optional.empty();
    }

    boolean any() {
        return away && (cancel.isPresent() || bye.isPresent());
    }

    void away() {
        away = true;
    }

    /** The connection is there again; what is due now. */
    List<Debt> back() {
        away = false;
        var due = new ArrayList<Debt>();
        cancel.ifPresent(due::add);
        bye.ifPresent(due::add);
        cancel = Optional.empty();
        bye = Optional.empty();
        return due;
    }
}
