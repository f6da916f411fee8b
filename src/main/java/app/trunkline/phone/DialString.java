package app.trunkline.phone;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is dialled: whom to call, and digits that are sent by themselves once the call is answered, such as a PIN. In
 * {@code +14155550101,,1234#} each comma is a pause of two seconds; {@code tel:+14155550101;postd=pp1234} says the same.
 * What stands behind a wait ({@code w} or {@code ;}) is sent when the user says so, see {@link StoredDigits}. Pure.
 *
 * @param address what is called, as typed; of a {@code tel:} URI the number, before pauses without separators
 * @param digits {@code 0-9*#A-D} behind their pauses ({@code ,}) and waits ({@code ;}); empty where there are none
 */
public record DialString(String address, String digits) {
    private static final Pattern WITH_PAUSES = Pattern.compile(
            "\\s*([+]?[(]?[0-9*#][0-9*#\\s().\\-/\\u00a0\\u2010-\\u2015\\u202f]*)"
                    + "([,;pwPW](?=.*[0-9*#])[0-9*#A-D,;pw\\s]*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POST_DIAL = Pattern.compile(";\\s*postd=([0-9*#A-Dpw%,]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATORS = Pattern.compile("[\\s().\\-/\\u00a0\\u2010-\\u2015\\u202f]");
    /** What stands for digits that are not to be seen: nothing that could be dialled. */
    private static final String HIDDEN = "•••";

    /** Reads what a person typed, or a {@code tel:} URI. */
    public static DialString of(String typed) {
        var text = typed.strip();
        if (text.regionMatches(true, 0, "tel:", 0, 4)) {
            var number = decoded(text.substring(4).split("[;?]", 2)[0]).strip();
            var post = POST_DIAL.matcher(text);
            return new DialString(
                    number, post.find() ? pauses(decoded(post.group(1))).replaceFirst("^(?![,;])", ",") : "");
        }
        var found = WITH_PAUSES.matcher(text);
        return found.matches()
                ? new DialString(SEPARATORS.matcher(found.group(1)).replaceAll(""), pauses(found.group(2)))
                : new DialString(text, "");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text.replaceAll("%..?", "");
        }
    }

    private static String pauses(String tail) {
        return tail.replaceAll("\\s", "")
                .replaceAll("[pP]", ",")
                .replaceAll("[wW]", ";")
                .toUpperCase(Locale.ROOT);
    }

    /** As it is typed. */
    public String text() {
        return address + digits;
    }

    /** The same for eyes and logs: what stands behind the first pauses is not in it. */
    public String masked() {
        return digits.isEmpty() ? address : address + digits.replaceFirst("[^,;].*", HIDDEN);
    }
}
