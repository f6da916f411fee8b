package app.trunkline.sip.wire;

import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps out what would be too much, by the raw head alone: before the library has read the message and made a transaction
 * and a dialog of it. What it refuses it forgets at once, as a stateless server does (RFC 3261 section 8.2.7). On the loop.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    /** Requests of far sides without an answer, or with one whose ACK is awaited. */
    static final int MOST_TRANSACTIONS = 256;
    /** Dialogs, early ones too. */
    static final int MOST_DIALOGS = 128;
    /** Timer H (RFC 3261 section 17.2.1): by then the oldest is let go. */
    private static final String RETRY_AFTER = "Retry-After: 32";

    private final IntSupplier transactions;
    private final IntSupplier dialogs;
    private final Predicate<String> overrun;
    private final Consumer<String> send;

    /** @param overrun takes a Call-ID and says whether no call is begun by it because there are too many */
    Gate(IntSupplier transactions, IntSupplier dialogs, Predicate<String> overrun, Consumer<String> send) {
        this.transactions = transactions;
        this.dialogs = dialogs;
        this.overrun = overrun;
        this.send = send;
    }

    /** True where nothing more is to be done about it. */
    boolean keepsOut(RawRequest request) {
        if (request.acknowledgesRefusal()) {
            return true;
        }
        if (request.inside() || request.is(SipMethod.ACK) || request.is(SipMethod.CANCEL)) {
            return false;
        }
        if (request.is(SipMethod.INVITE) && overrun.test(request.callId())) {
            return refused(request, "486 Busy Here");
        }
        if (transactions.getAsInt() >= MOST_TRANSACTIONS
                || request.is(SipMethod.INVITE) && dialogs.getAsInt() >= MOST_DIALOGS) {
            return refused(request, "503 Service Unavailable", RETRY_AFTER);
        }
        return false;
    }

    private boolean refused(RawRequest request, String status, String... headers) {
        LOG.debug("refused at the gate: {}", status);
        request.answer(status, headers).ifPresent(send);
        return true;
    }
}
