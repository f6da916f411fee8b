package app.trunkline.sip.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The value of a header and the parameters behind it, such as {@code terminated;reason=timeout}.
 *
 * @param parameters names in lower case, values without quotes
 */
public record HeaderValue(String value, Map<String, String> parameters) {
    public HeaderValue {
        parameters = Map.copyOf(parameters);
    }

    static HeaderValue parse(String text) {
        var parts = text.split(";");
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            var pair = parts[i].split("=", 2);
            var value = pair.length > 1 ? pair[1].strip().replaceAll("^\"|\"$", "") : "";
            parameters.putIfAbsent(pair[0].strip().toLowerCase(Locale.ROOT), value);
        }
        return new HeaderValue(parts.length == 0 ? "" : parts[0].strip(), parameters);
    }

    public boolean is(String wanted) {
        return value.equalsIgnoreCase(wanted);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** A number greater than zero. */
    public Optional<Integer> number(String name) {
        return parameter(name).filter(text -> text.matches("[1-9]\\d{0,8}")).map(Integer::valueOf);
    }
}
