package app.trunkline.terminal;

import app.trunkline.text.Texts;

/** The command line is wrong; the message is a sentence for a person. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Texts TEXTS = new Texts();

    UsageException(String words) {
        super(words);
    }

    /** With the text under the key. */
    static UsageException of(String key, Object... values) {
        return new UsageException(TEXTS.get(key, values));
    }

    /** The sentence. */
    String words() {
        return String.valueOf(getMessage());
    }
}
