package app.trunkline.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes flat JSON objects (RFC 8259) of strings, numbers, truth values, and lists of them. */
final class Json {
    private Json() {}

    static String object(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .map(field -> string(field.getKey()) + ":" + value(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        return switch (value) {
            case Double d -> Double.isFinite(d) ? number(d) : "null";
            case Number n -> n.toString();
            case Boolean b -> b.toString();
            case List<?> all -> all.stream().map(Json::value).collect(Collectors.joining(",", "[", "]"));
            default -> string(value.toString());
        };
    }

    /** Three places are more than any measure here is good for. */
    private static String number(double value) {
        var text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String string(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    // The line separators of Unicode would end a line for some readers.
                    if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 || Character.isSurrogate((char) c)) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        json.append((char) c);
                    }
                }
            }
        });
        return json.append('"').toString();
    }
}
