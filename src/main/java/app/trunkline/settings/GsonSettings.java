package app.trunkline.settings;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings as JSON: what is known is read into records, what is not known is kept as it was. */
final class GsonSettings {
    /** What brings a file from each version to the next, the first from version 1. A step that was shipped is never changed. */
    private static final List<UnaryOperator<JsonObject>> STEPS = List.of(new LinesInParts());

    /** Raised when a field changes its place or meaning, which takes a step. */
    static final int SCHEMA_VERSION = 1 + STEPS.size();

    private static final String VERSION_KEY = "schemaVersion";
    private static final Logger LOG = LoggerFactory.getLogger(GsonSettings.class);
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(boolean.class, new StrictBoolean())
            .registerTypeAdapter(Boolean.class, new StrictBoolean())
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private GsonSettings() {}

    /**
     * What a file held.
     *
     * @param raw the whole tree, with the keys this version does not know
     */
    record Parsed(Settings settings, JsonObject raw, int version) {}

    /** @throws JsonParseException when the text is not a settings file */
    static Parsed parse(String text) {
        try {
            var reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonObject raw = GSON.fromJson(reader, JsonObject.class);
            if (raw == null) {
                throw new JsonParseException("empty file");
            }
            var version = raw.has(VERSION_KEY) ? raw.get(VERSION_KEY).getAsInt() : 1;
            for (var step : STEPS.subList(Math.clamp(version - 1, 0, STEPS.size()), STEPS.size())) {
                raw = step.apply(raw);
            }
            return new Parsed(read(raw, version), raw, version);
        } catch (JsonParseException e) {
            throw e;
        } catch (RuntimeException e) {
            // Gson reports wrong types in several ways, and a record's constructor may refuse.
            throw new JsonParseException("not a settings file", e);
        }
    }

    /** Of a file of a newer version, which may have another shape: what this one understands, or nothing. */
    private static Settings read(JsonObject raw, int version) {
        try {
            return GSON.fromJson(raw, Settings.class);
        } catch (RuntimeException e) {
            if (version > SCHEMA_VERSION) {
                LOG.warn("a settings file of version {} cannot be understood", version, e);
                return Settings.first();
            }
            throw e;
        }
    }

    /** The settings as they are to be written over a file that held {@code raw}. */
    static JsonObject merge(Settings settings, JsonObject raw) {
        var tree = tree(settings);
        Unread.keep(tree, understood(raw), raw);
        tree.addProperty(VERSION_KEY, SCHEMA_VERSION);
        return tree;
    }

    /** What a file of this version holds that cannot be used; see {@link Unread#values}. */
    static List<String> unread(JsonObject raw) {
        return Unread.values(understood(raw), raw);
    }

    private static JsonObject understood(JsonObject raw) {
        return tree(GSON.fromJson(raw, Settings.class));
    }

    private static JsonObject tree(Settings settings) {
        return GSON.toJsonTree(settings).getAsJsonObject();
    }

    static String print(JsonObject tree) {
        return GSON.toJson(tree) + "\n";
    }
}
