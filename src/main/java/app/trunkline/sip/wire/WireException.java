package app.trunkline.sip.wire;

import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;

/** A message that cannot be written, or that no transaction or dialog can send any more. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1;

    public WireException(String message) {
        super(message);
    }

    private WireException(Exception cause) {
        super(cause.getMessage(), cause);
    }

    /**
     * Something that the library fails at by its own exceptions, or by the RuntimeException in which it wraps what it did not
     * expect: a request in a dialog whose far side gave no tag, for one.
     */
    @FunctionalInterface
    interface Asking<T> {
        T ask() throws SipException, ParseException, InvalidArgumentException;
    }

    /** As {@link Asking}, without a result. */
    @FunctionalInterface
    interface Doing {
        void run() throws SipException, ParseException, InvalidArgumentException;
    }

    static <T> T ask(Asking<T> asking) throws WireException {
        try {
            return asking.ask();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            throw new WireException(e);
        }
    }

    static void run(Doing doing) throws WireException {
        try {
            doing.run();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            throw new WireException(e);
        }
    }
}
