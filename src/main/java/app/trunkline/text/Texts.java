package app.trunkline.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words that a person reads, in the window and in the terminal, from {@code app/trunkline/text/texts.properties}. Pure; any thread. */
public final class Texts {
    private final ResourceBundle bundle = ResourceBundle.getBundle("app.trunkline.text.texts", Locale.ENGLISH);

    /**
     * The text under the key; {@code {0}}, {@code {1}} are filled with what is given.
     *
     * @throws java.util.MissingResourceException when there is no such text: a defect
     */
    public String get(String key, Object... values) {
        var text = bundle.getString(key);
        return values.length == 0 ? text : new MessageFormat(text, Locale.ENGLISH).format(values);
    }

    /** All of them, for what takes no other than a bundle. */
    public ResourceBundle bundle() {
        return bundle;
    }

    /** The text under the name of an enum's constant: {@code prefix.no_answer} for {@code NO_ANSWER}. */
    public String of(String prefix, Enum<?> constant) {
        return get(prefix + "." + constant.name().toLowerCase(Locale.ROOT));
    }
}
