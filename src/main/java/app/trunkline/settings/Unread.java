package app.trunkline.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a settings file holds that this version cannot use: keys that it does not know, and values for which it takes the
 * usual ones. They stay in the file until the user sets something else. Pure.
 */
final class Unread {
    private Unread() {}

    /**
     * Brings into new settings what the file has beyond them.
     *
     * @param into the new settings; changed here
     * @param understood what was understood of the file: where {@code into} is still the same, the file is left as it is
     */
    static void keep(JsonObject into, JsonObject understood, JsonObject file) {
        file.entrySet().forEach(entry -> {
            var key = entry.getKey();
            var mine = into.get(key);
            var old = entry.getValue();
            if (mine == null) {
                into.add(key, old);
            } else if (mine.isJsonObject() && old.isJsonObject()) {
                keep(mine.getAsJsonObject(), object(understood.get(key)), old.getAsJsonObject());
            } else if (mine.isJsonArray() && old.isJsonArray() && named(mine.getAsJsonArray())) {
                keep(mine.getAsJsonArray(), array(understood.get(key)), old.getAsJsonArray());
            } else if (mine.equals(understood.get(key))) {
                into.add(key, old);
            }
        });
    }

    /** Elements of lists belong together when their {@code id} is the same. */
    private static void keep(JsonArray into, JsonArray understood, JsonArray file) {
        for (var mine : into) {
            var id = id(mine);
            if (id != null && element(file, id) instanceof JsonObject old) {
                keep(mine.getAsJsonObject(), object(element(understood, id)), old);
            }
        }
    }

    /** The file's values for which usual ones are taken, each as {@code calls.transfers: "vote"}. */
    static List<String> values(JsonObject understood, JsonObject file) {
        List<String> found = new ArrayList<>();
        find(understood, file, "", found);
        return found;
    }

    private static void find(JsonObject understood, JsonObject file, String path, List<String> found) {
        file.entrySet().forEach(entry -> {
            var name = path + entry.getKey();
            var taken = understood.get(entry.getKey());
            switch (entry.getValue()) {
                case JsonObject there -> find(object(taken), there, name + ".", found);
                case JsonArray there ->
                    there.forEach(element -> {
                        var id = id(element);
                        if (id != null) {
                            find(object(element(array(taken), id)), element.getAsJsonObject(), name + ".", found);
                        }
                    });
                case JsonPrimitive there -> {
                    if (taken instanceof JsonPrimitive && isSet(there) && !same(there, taken)) {
                        found.add(name + ": " + there);
                    }
                }
                default -> {}
            }
        });
    }

    /** Of what is not set, 0 and an empty text as well, nobody expects anything. */
    private static boolean isSet(JsonPrimitive value) {
        return value.isNumber()
                ? value.getAsDouble() != 0
                : !value.getAsString().isBlank();
    }

    private static boolean same(JsonPrimitive one, JsonElement other) {
        return one.equals(other)
                || one.getAsString().strip().equals(other.getAsString().strip());
    }

    private static boolean named(JsonArray array) {
        return !array.isEmpty() && id(array.get(0)) != null;
    }

    private static JsonObject object(@Nullable JsonElement element) {
        return element instanceof JsonObject object ? object : new JsonObject();
    }

    private static JsonArray array(@Nullable JsonElement element) {
        return element instanceof JsonArray array ? array : new JsonArray();
    }

    private static @Nullable JsonElement element(JsonArray array, String id) {
        for (var element : array) {
            if (id.equals(id(element))) {
                return element;
            }
        }
        return null;
    }

    private static @Nullable String id(JsonElement element) {
        return element.isJsonObject()
                        && element.getAsJsonObject().get("id") instanceof JsonElement id
                        && id.isJsonPrimitive()
                ? id.getAsString()
                : null;
    }
}
