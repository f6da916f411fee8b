package app.trunkline.settings;

import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Yes or no. Gson itself takes any other word for no. */
final class StrictBoolean extends TypeAdapter<@Nullable Boolean> {
    @Override
    public @Nullable Boolean read(JsonReader in) throws IOException {
        return switch (in.peek()) {
            case NULL -> {
                in.nextNull();
                yield null;
            }
            case STRING -> word(in.nextString(), in.getPreviousPath());
            case BOOLEAN, BEGIN_ARRAY, END_ARRAY, BEGIN_OBJECT, END_OBJECT, NAME, NUMBER, END_DOCUMENT ->
                in.nextBoolean();
        };
    }

    private static Boolean word(String word, String path) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new JsonSyntaxException(path + " is neither true nor false: " + word);
        };
    }

    @Override
    public void write(JsonWriter out, @Nullable Boolean value) throws IOException {
        out.value(value);
    }
}
