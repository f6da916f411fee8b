package app.trunkline.update;

/** A notice that is not what it should be, or not of whom it should be. The message is for the log. */
final class UnbelievableNoticeException extends Exception {
    private static final long serialVersionUID = 1;

    UnbelievableNoticeException(String message) {
        super(message);
    }

    UnbelievableNoticeException(String message, Throwable cause) {
        super(message, cause);
    }
}
