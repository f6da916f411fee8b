package app.trunkline.sip.call;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Digits in INFO: {@code application/dtmf-relay}, and the bare {@code application/dtmf} that some servers send. */
final class DtmfRelay {
    static final String TYPE = "application/dtmf-relay";
    private static final String BARE_TYPE = "application/dtmf";

    private static final Pattern SIGNAL =
            Pattern.compile("(?im)^\\s*Signal\\s*=\\s*([0-9*#A-D]|1[0-5])\\s*$", Pattern.UNICODE_CASE);
    private static final Pattern BARE = Pattern.compile("(?i)\\s*([0-9*#A-D]|1[0-5])\\s*");
    /** The events 10 to 15 of RFC 4733 section 3.2. */
    private static final List<Character> EVENTS = List.of('*', '#', 'A', 'B', 'C', 'D');

    private DtmfRelay() {}

    /** The body for one digit, 160 ms long. */
    static String body(char digit) {
        return "Signal=" + digit + "\r\nDuration=160\r\n";
    }

    /** The digit in a body of this type, if it is one of ours and well formed. */
    static Optional<Character> digit(String type, String body) {
        var relayed = type.equalsIgnoreCase(TYPE);
        var found = relayed ? SIGNAL.matcher(body) : BARE.matcher(body);
        var matches = relayed ? found.find() : type.equalsIgnoreCase(BARE_TYPE) && found.matches();
        if (!matches) {
            return Optional.empty();
        }
        var signal = found.group(1).toUpperCase(java.util.Locale.ROOT);
        return Optional.of(signal.length() == 1 ? signal.charAt(0) : EVENTS.get(Integer.parseInt(signal) - 10));
    }

    /** Only what can be sent: {@code 0-9*#A-D} and {@code ,} for a pause. */
    static String sendable(String digits) {
        return digits.toUpperCase(java.util.Locale.ROOT)
                .chars()
                .filter(c -> "0123456789*#ABCD,".indexOf(c) >= 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
