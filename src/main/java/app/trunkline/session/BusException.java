package app.trunkline.session;

/** A call over the bus came to nothing: nobody is there, it was refused, or no answer came in time. */
final class BusException extends Exception {
    private static final long serialVersionUID = 1;

    BusException(String message) {
        super(message);
    }

    BusException(String message, Throwable cause) {
        super(message, cause);
    }
}
