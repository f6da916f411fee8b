package app.trunkline.terminal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes flat JSON objects (RFC 8259) of strings, numbers, truth values, and lists of them. */
final class Json {
    /** Three places are more than any measure here is good for. */
    private static final int PLACES = 3;

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Json() {}

    static String object(Map<String, Object> fields) {
        var object = new JsonObject();
        fields.forEach((name, value) -> object.add(name, element(value)));
        return escaped(GSON.toJson(object));
    }

    private static JsonElement element(Object value) {
        return switch (value) {
            case Double d -> Double.isFinite(d) ? new JsonPrimitive(rounded(d)) : JsonNull.INSTANCE;
            case Number n -> new JsonPrimitive(n);
            case Boolean b -> new JsonPrimitive(b);
            case List<?> all -> {
                var array = new JsonArray();
                all.forEach(each -> array.add(element(each)));
                yield array;
            }
            default -> new JsonPrimitive(value.toString());
        };
    }

    private static BigDecimal rounded(double value) {
        var shortest =
                BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_UP).stripTrailingZeros();
        // Never with an exponent: 40, not 4E+1.
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** Half of a surrogate pair, which a far side may send in its name, would not survive UTF-8. */
    private static String escaped(String json) {
        var text = new StringBuilder();
        json.chars().forEach(c -> {
            if (Character.isSurrogate((char) c) || c == 0x7f) {
                text.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}
