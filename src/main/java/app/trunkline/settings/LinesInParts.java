package app.trunkline.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The step from version 1 of the settings file to 2: a line's settings, flat before, stand in parts. */
final class LinesInParts implements UnaryOperator<JsonObject> {
    private static final String SERVER = "server";
    private static final Map<String, List<String>> KEYS = Map.of(
            SERVER,
            List.of("domain", "origin", "authority", "keepAliveSeconds", "expiresSeconds", "gruu"),
            "identity",
            List.of("user", "authUser", "displayName", "callerId", "numbers", "publishPresence"),
            "media",
            List.of("stun", "turn", "turnUser", "relayOnly", "dtmf", "codecs"));

    @Override
    public JsonObject apply(JsonObject before) {
        var after = before.deepCopy();
        if (after.get("accounts") instanceof JsonElement accounts && accounts.isJsonArray()) {
            for (var line : accounts.getAsJsonArray()) {
                if (line.isJsonObject()) {
                    sort(line.getAsJsonObject());
                }
            }
        }
        return after;
    }

    private static void sort(JsonObject line) {
        if (line.get(SERVER) instanceof JsonElement addresses && !addresses.isJsonObject()) {
            var server = new JsonObject();
            server.add("addresses", addresses);
            line.add(SERVER, server);
        }
        KEYS.forEach((part, keys) -> keys.forEach(key -> {
            var value = line.remove(key);
            if (value != null) {
                part(line, part).add(key, value);
            }
        }));
    }

    private static JsonObject part(JsonObject line, String name) {
        if (!line.has(name)) {
            line.add(name, new JsonObject());
        }
        return line.getAsJsonObject(name);
    }
}
