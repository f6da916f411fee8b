package app.trunkline.terminal;

import app.trunkline.sip.SipStatus;
import java.util.Locale;
import java.util.OptionalInt;

/** Reads what stands behind the name of a typed command. Each throws a sentence for what it does not understand. */
final class Arguments {
    /** Digits that can be sent, and a comma for a pause. */
    static final String DIGITS = "[0-9*#A-Da-d,]+";

    private Arguments() {}

    /** The number of a call, or nothing. */
    static OptionalInt number(String command, String rest) throws UsageException {
        if (!rest.isEmpty() && !rest.matches("\\d{1,4}")) {
            throw UsageException.of("terminal.typed.a-call", command, rest);
        }
        return rest.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(rest));
    }

    /** A status to refuse with, busy by default. */
    static int status(String rest) throws UsageException {
        if (!rest.isEmpty() && !rest.matches("[4-6]\\d\\d")) {
            throw UsageException.of("terminal.typed.status");
        }
        return rest.isEmpty() ? SipStatus.BUSY_HERE : Integer.parseInt(rest);
    }

    static String digits(String rest) throws UsageException {
        if (!rest.matches(DIGITS)) {
            throw UsageException.of("terminal.typed.digits");
        }
        return rest.toUpperCase(Locale.ROOT);
    }
}
