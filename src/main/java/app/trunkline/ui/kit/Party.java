package app.trunkline.ui.kit;

import app.trunkline.phone.AddressBook;
import app.trunkline.sip.SipAddress;
import app.trunkline.text.Texts;
import java.util.function.UnaryOperator;

/**
 * The far side as it is shown: its name, or else its number, in the first place.
 *
 * @param title name, or the number where there is no name
 * @param detail number below the name, and what the network calls them; empty where the number is the title
 */
public record Party(String title, String detail) {
    /**
     * The contact's name before the network's, which then stands beside the number.
     *
     * @param known how whoever has the address is called
     * @param number writes a number as people are used to
     */
    public static Party of(SipAddress address, AddressBook.KnownAs known, UnaryOperator<String> number, Texts texts) {
        var dialable = address.user().matches("[+]?[0-9*#]+");
        var where = dialable
                ? number.apply(address.user())
                : address.host().isEmpty() ? address.user() : address.user() + "@" + address.host();
        if (known.name().isEmpty()) {
            return dialable ? new Party(where, "") : new Party(address.user(), where);
        }
        return new Party(
                known.name(), known.network().isEmpty() ? where : texts.get("party.detail", where, known.network()));
    }

    /** Up to two letters for the picture; empty for a number. */
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
}
