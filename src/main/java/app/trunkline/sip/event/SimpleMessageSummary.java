package app.trunkline.sip.event;

import app.trunkline.sip.MessageSummary;
import app.trunkline.sip.wire.DisplayName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code application/simple-message-summary} (RFC 3842 section 5.2). Pure functions. */
final class SimpleMessageSummary {
    private static final int MOST = 9_999;
    private static final Pattern COUNTS =
            Pattern.compile("(\\d{1,9})\\s*/\\s*(\\d{1,9})(?:\\s*\\(\\s*(\\d{1,9})\\s*/\\s*\\d{1,9}\\s*\\))?.*");

    private SimpleMessageSummary() {}

    /** Reads the body of a NOTIFY; empty where it does not say whether messages wait. */
    static Optional<MessageSummary> parse(String body) {
        Map<String, String> lines = new HashMap<>();
        for (var line : body.split("\\r?\\n|\\r")) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                lines.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        var waiting = lines.getOrDefault("messages-waiting", "").toLowerCase(Locale.ROOT);
        if (!waiting.equals("yes") && !waiting.equals("no")) {
            return Optional.empty();
        }
        var account = Optional.ofNullable(lines.get("message-account"))
                .map(text -> DisplayName.of(text.replaceAll("[<>]", "")))
                .filter(text -> !text.isEmpty());
        var counts = COUNTS.matcher(lines.getOrDefault("voice-message", ""));
        if (!counts.matches()) {
            return Optional.of(new MessageSummary(waiting.equals("yes"), account, 0, 0, 0));
        }
        return Optional.of(new MessageSummary(
                waiting.equals("yes"),
                account,
                count(counts.group(1)),
                count(counts.group(2)),
                counts.group(3) == null ? 0 : count(counts.group(3))));
    }

    private static int count(String digits) {
        return Math.min(MOST, Integer.parseInt(digits));
    }
}
