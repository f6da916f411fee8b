package app.trunkline.ui.dialer;

import app.trunkline.phone.Dialling;
import app.trunkline.sip.SipAddress;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Writes a number as people are used to while it is typed, without disturbing the caret: it stays behind the same digit.
 * Text that is no plain number (a name, an address, a service code) is left alone. Pure.
 */
final class LiveNumber {
    private static final Pattern DIGITS = Pattern.compile("[+]?[0-9]*");
    /** What pasted numbers come with: {@code Tel:}, {@code Phone}, {@code Mobile no.} and the like. */
    private static final Pattern LABEL = Pattern.compile(
            "^(tel|telephone|phone|mobile|cell|fax|call|ph|t|m|p)\\b[.:\\s]*(no\\.?|number)?[:\\s]*(?=[+(0-9])",
            Pattern.CASE_INSENSITIVE);

    /** Text of the field and where its caret stands. */
    record Edit(String text, int caret) {}

    private final UnaryOperator<String> format;

    /** @param format separators for a compact number such as {@code +14155550101} */
    LiveNumber(UnaryOperator<String> format) {
        this.format = format;
    }

    /**
     * What the field shall show after an edit.
     *
     * @param before the text before it
     * @param after the text the edit would leave
     * @param caret where it would leave the caret
     */
    Edit after(String before, String after, int caret) {
        if (!DIGITS.matcher(compact(after)).matches() || compact(after).equals(compact(before))) {
            return new Edit(after, caret);
        }
        var left = compact(after.substring(0, caret)).length();
        var text = format.apply(compact(after));
        return new Edit(text, behind(text, left, caret == after.length()));
    }

    /** Without separators. */
    static String compact(String number) {
        return SipAddress.withoutSeparators(number);
    }

    /** True for digits with separators and nothing else. */
    static boolean isNumber(String text) {
        return DIGITS.matcher(compact(text)).matches() && text.chars().anyMatch(Character::isDigit);
    }

    /** What was pasted, without line ends, labels and {@code tel:}: a text such as {@code Tel: +1 (415) 555-0101}. */
    static String pasted(String clipboard) {
        var line = clipboard.strip().lines().findFirst().orElse("").strip();
        var bare = LABEL.matcher(line).replaceFirst("");
        if (isNumber(bare)) {
            return compact(bare);
        }
        if (!line.toLowerCase(java.util.Locale.ROOT).startsWith("tel:")) {
            return line;
        }
        // Digits for after the answer stand in its parameters.
        return Dialling.of(line).text();
    }

    private static int behind(String text, int digits, boolean atEnd) {
        if (atEnd) {
            return text.length();
        }
        var seen = 0;
        var position = 0;
        while (position < text.length() && seen < digits) {
            if (!compact(text.substring(position, position + 1)).isEmpty()) {
                seen++;
            }
            position++;
        }
        return position;
    }
}
