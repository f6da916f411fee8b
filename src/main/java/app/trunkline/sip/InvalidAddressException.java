package app.trunkline.sip;

/** A text that cannot be dialled. */
public final class InvalidAddressException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Kind {
        EMPTY,
        TOO_LONG,
        /** CR, LF, quotes, angle brackets or another character that has no place in an address. */
        BAD_CHARACTER,
        BAD_HOST,
        UNKNOWN_SCHEME
    }

    private final Kind kind;

    public InvalidAddressException(Kind kind) {
        super("not an address that can be called: " + kind);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
