package app.trunkline.sip.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The head of a message as it came, before anybody has understood it: long lines put together (RFC 3261 section 7.3.1),
 * names in their long form and in small letters. Immutable.
 */
record RawHead(String first, List<Field> fields) {
    /** One header line. */
    record Field(String name, String value) {}

    private static final Map<String, String> LONG = Map.ofEntries(
            Map.entry("a", "accept-contact"),
            Map.entry("b", "referred-by"),
            Map.entry("c", "content-type"),
            Map.entry("e", "content-encoding"),
            Map.entry("f", "from"),
            Map.entry("i", "call-id"),
            Map.entry("k", "supported"),
            Map.entry("l", "content-length"),
            Map.entry("m", "contact"),
            Map.entry("o", "event"),
            Map.entry("r", "refer-to"),
            Map.entry("s", "subject"),
            Map.entry("t", "to"),
            Map.entry("u", "allow-events"),
            Map.entry("v", "via"),
            Map.entry("x", "session-expires"),
            Map.entry("y", "identity"));

    /** Those that stand in a message once (RFC 3261 section 7.3.1, RFC 3515, RFC 3891, RFC 3892, RFC 4028, RFC 6665). */
    private static final Set<String> SINGLE = Set.of(
            "call-id",
            "content-disposition",
            "content-length",
            "content-type",
            "cseq",
            "date",
            "event",
            "expires",
            "from",
            "max-forwards",
            "min-expires",
            "min-se",
            "mime-version",
            "rack",
            "refer-to",
            "referred-by",
            "replaces",
            "rseq",
            "session-expires",
            "subscription-state",
            "to");

    static RawHead of(String message) {
        var end = message.indexOf("\r\n\r\n");
        var lines = (end < 0 ? message : message.substring(0, end))
                .replaceAll("\r\n[ \t]+", " ")
                .split("\r\n", -1);
        var fields = new ArrayList<Field>();
        for (var line : List.of(lines).subList(1, lines.length)) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                fields.add(new Field(
                        LONG.getOrDefault(name, name), line.substring(colon + 1).strip()));
            }
        }
        return new RawHead(lines[0], List.copyOf(fields));
    }

    /** The first of that name that says something; an empty one where none does. */
    Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .reduce((first, next) -> first.isEmpty() ? next : first);
    }

    /** The name of a header that stands there twice and must not. */
    Optional<String> doubled() {
        var seen = new HashSet<String>();
        return fields.stream()
                .map(Field::name)
                .filter(SINGLE::contains)
                .filter(name -> !seen.add(name))
                .findFirst();
    }
}
