package app.trunkline.ui.kit;

import app.trunkline.sip.SipAddress;
import java.util.function.UnaryOperator;

/**
 * The far side as it is shown: its name, or else its number, in the first place.
 *
 * @param title name, or the number where there is no name
 * @param detail number below the name; empty where the number is the title
 */
public record Party(String title, String detail) {
    /** @param number writes a number as people are used to */
    public static Party of(SipAddress address, UnaryOperator<String> number) {
        var dialable = address.user().matches("[+]?[0-9*#]+");
        var where = dialable
                ? number.apply(address.user())
                : address.host().isEmpty() ? address.user() : address.user() + "@" + address.host();
        var name = address.displayName().strip();
        if (name.isEmpty() || name.equals(address.user())) {
            return dialable ? new Party(where, "") : new Party(address.user(), where);
        }
        return new Party(name, where);
    }

    /** Up to two letters for the picture; empty for a number. */
    public String initials() {
        return initials(title);
    }

    /** The same of any name. */
    public static String initials(String name) {
        var letters = new StringBuilder();
        for (var word : name.strip().split("[\\s.\\-_]+")) {
            if (!word.isEmpty() && Character.isLetter(word.codePointAt(0))) {
                letters.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
            }
        }
        if (letters.length() <= 2) {
            return letters.toString();
        }
        return letters.substring(0, 1) + letters.substring(letters.length() - 1);
    }

    /** For screen readers: name and number. */
    public String spoken() {
        return detail.isEmpty() ? title : title + ", " + detail;
    }
}
