package app.trunkline.sip.call;

import app.trunkline.sip.Forwarded;
import app.trunkline.sip.Forwarded.Reason;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who forwarded a call, by Diversion (RFC 5806) or History-Info (RFC 7044). Pure functions. */
final class DiversionHeaders {
    private static final SipAddress PRIVATE = new SipAddress("", "anonymous", "anonymous.invalid");
    /** RFC 4458 section 2: cause of a retargeting, in the URI. */
    private static final Pattern CAUSE = Pattern.compile(";\\s*cause=(\\d{3})", Pattern.CASE_INSENSITIVE);
    /** RFC 7044 section 5: the cause inside of the Reason that is escaped into the URI. */
    private static final Pattern REASON = Pattern.compile("reason=[^&]*cause=(\\d{3})", Pattern.CASE_INSENSITIVE);

    private DiversionHeaders() {}

    /** A header's entries, the topmost first. */
    static Optional<Forwarded> of(List<String> diversion, List<String> history) {
        return byDiversion(entries(diversion)).or(() -> byHistory(entries(history)));
    }

    private static List<HeaderEntry> entries(List<String> values) {
        return values.stream()
                .flatMap(value -> HeaderEntry.parse(value).stream())
                .toList();
    }

    /** RFC 5806 section 4.1: the newest is the topmost, so who was called first is the last. */
    private static Optional<Forwarded> byDiversion(List<HeaderEntry> entries) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var first = entries.getLast();
        var hidden = first.parameter("privacy").filter(p -> !p.equals("off")).isPresent();
        return (hidden ? Optional.of(PRIVATE) : first.address())
                .map(by -> new Forwarded(by, reason(first.parameter("reason").orElse(""))));
    }

    private static Reason reason(String word) {
        return switch (word) {
            case "user-busy" -> Reason.BUSY;
            case "no-answer" -> Reason.NO_ANSWER;
            case "unavailable" -> Reason.UNAVAILABLE;
            case "unconditional" -> Reason.ALWAYS;
            case "time-of-day" -> Reason.TIME_OF_DAY;
            case "do-not-disturb" -> Reason.DO_NOT_DISTURB;
            case "deflection" -> Reason.DEFLECTED;
            case "follow-me" -> Reason.FOLLOW_ME;
            case "out-of-service" -> Reason.OUT_OF_SERVICE;
            case "away" -> Reason.AWAY;
            default -> Reason.UNKNOWN;
        };
    }

    /**
     * The entries are in the order of their making. A step with {@code mp} (another person than before) or with a cause
     * is a forwarding; one with {@code rc} alone is the same person's telephone.
     */
    private static Optional<Forwarded> byHistory(List<HeaderEntry> entries) {
        Map<String, HeaderEntry> byIndex = new HashMap<>();
        for (var entry : entries) {
            var cause = number(CAUSE, entry.uri());
            var target = entry.parameter("mp");
            var index = entry.parameter("index").orElse("");
            if (target.isPresent() || cause.isPresent()) {
                var before = target.map(byIndex::get).or(() -> Optional.ofNullable(byIndex.get(parent(index))));
                if (before.isPresent()) {
                    var by = before.get();
                    var why = cause.or(() -> number(REASON, decoded(by.headers())));
                    return (isPrivate(by) ? Optional.of(PRIVATE) : by.address())
                            .map(address -> new Forwarded(
                                    address, why.map(DiversionHeaders::cause).orElse(Reason.UNKNOWN)));
                }
            }
            byIndex.put(index, entry);
        }
        return Optional.empty();
    }

    private static String parent(String index) {
        return index.contains(".") ? index.substring(0, index.lastIndexOf('.')) : "";
    }

    private static boolean isPrivate(HeaderEntry entry) {
        return decoded(entry.headers()).matches("(?s).*privacy=[^&]*(history|header|session|id).*");
    }

    private static String decoded(String headers) {
        try {
            return URLDecoder.decode(headers, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return headers.toLowerCase(Locale.ROOT);
        }
    }

    private static Optional<Integer> number(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static Reason cause(int code) {
        return switch (code) {
            case SipStatus.MOVED_TEMPORARILY -> Reason.ALWAYS;
            case SipStatus.BUSY_HERE, SipStatus.BUSY_EVERYWHERE -> Reason.BUSY;
            case SipStatus.REQUEST_TIMEOUT -> Reason.NO_ANSWER;
            case SipStatus.TEMPORARILY_UNAVAILABLE, SipStatus.REQUEST_TERMINATED -> Reason.DEFLECTED;
            case SipStatus.SERVICE_UNAVAILABLE -> Reason.UNAVAILABLE;
            default -> Reason.UNKNOWN;
        };
    }
}
