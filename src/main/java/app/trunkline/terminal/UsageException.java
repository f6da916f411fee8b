package app.trunkline.terminal;

/** The command line is wrong; the message is a sentence for a person. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String words) {
        super(words);
    }

    /** The sentence. */
    String words() {
        return String.valueOf(getMessage());
    }
}
