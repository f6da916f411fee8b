package app.trunkline.sip.identity;

/** An Identity header that cannot be understood; the message says why, for the log. */
final class MalformedIdentityException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedIdentityException(String message) {
        super(message);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
