package app.trunkline.phone;

/** A line's settings that cannot be used; the message tells a person what belongs into the field. */
public final class InvalidAccountException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The field at fault. */
    public enum Field {
        SERVER,
        DOMAIN,
        USER,
        CALLER_ID,
        NUMBERS,
        ORIGIN,
        AUTHORITY,
        STUN,
        TURN
    }

    private final Field field;

    public InvalidAccountException(Field field, String words) {
        super(words);
        this.field = field;
    }

    public Field field() {
        return field;
    }
}
