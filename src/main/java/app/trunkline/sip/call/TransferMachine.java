package app.trunkline.sip.call;

import app.trunkline.sip.SipStatus;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.Transfer.State;
import java.util.Optional;

/**
 * What becomes of a transfer that we asked for (RFC 3515, RFC 5589), from what the far side tells of it: a pure function.
 */
final class TransferMachine {
    private TransferMachine() {}

    /** The answer to our REFER. */
    static Transfer answered(Transfer transfer, int code) {
        return transfer.state() != State.ASKED
                ? transfer
                : code / 100 == 2 ? to(transfer, State.TRYING, 0) : failed(transfer, code);
    }

    /**
     * A NOTIFY.
     *
     * @param code of the status line in it; empty where it had none that can be read
     * @param last it ends the subscription
     */
    static Transfer notified(Transfer transfer, Optional<Integer> code, boolean last) {
        if (!transfer.open()) {
            return transfer;
        }
        var status = code.orElse(100);
        return switch (status / 100) {
            case 2 -> to(transfer, State.DONE, status);
            // Whoever says no more after "trying" does not know what became of it.
            case 1 ->
                last ? failed(transfer, 0) : to(transfer, status == 100 ? later(transfer) : State.RINGING, status);
            default -> failed(transfer, status);
        };
    }

    /** "Trying" again does not take back that it rings. */
    private static State later(Transfer transfer) {
        return transfer.state() == State.RINGING ? State.RINGING : State.TRYING;
    }

    /** The far side hung up: many do so once they are connected, and say nothing else. */
    static Transfer hungUpThere(Transfer transfer) {
        return switch (transfer.state()) {
            case TRYING, RINGING -> to(transfer, State.DONE, 0);
            case ASKED, DONE, FAILED -> transfer;
        };
    }

    /** Nothing was heard of it for too long. */
    static Transfer expired(Transfer transfer) {
        return transfer.open() ? failed(transfer, SipStatus.REQUEST_TIMEOUT) : transfer;
    }

    private static Transfer failed(Transfer transfer, int code) {
        return to(transfer, State.FAILED, code);
    }

    private static Transfer to(Transfer transfer, State state, int code) {
        return new Transfer(transfer.target(), state, code);
    }
}
