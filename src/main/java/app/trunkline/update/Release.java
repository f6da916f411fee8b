package app.trunkline.update;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * A version of Trunkline, as its maker tells of it.
 *
 * @param version numbers with dots, such as {@code 0.2.0}; behind a hyphen stands what comes before it, as in {@code 0.2.0-rc1}
 * @param page where a person reads about it, always https
 * @param notes what is new, in a line; may be empty
 */
public record Release(Version version, LocalDate date, URI page, String notes) {
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,3}(-[0-9A-Za-z]{1,20})?");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int MAX_NOTES = 300;

    /** Whether it is newer than what runs; it is not newer than a version that cannot be read. */
    boolean newerThan(String running) {
        return VERSION.matcher(running).matches() && version.compareTo(Version.parse(running)) > 0;
    }

    /**
     * Reads a notice. Keys it does not know are left alone, for what later versions may want to be told.
     *
     * @throws UnbelievableNoticeException when it is no such document
     */
    static Release read(byte[] notice) throws UnbelievableNoticeException {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(notice))
                    .toString();
            var reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonObject tree = new Gson().fromJson(reader, JsonObject.class);
            if (tree == null || reader.peek() != JsonToken.END_DOCUMENT) {
                throw new UnbelievableNoticeException("the notice is not one JSON object");
            }
            return new Release(
                    version(string(tree, "version")),
                    LocalDate.parse(string(tree, "date")),
                    page(string(tree, "page")),
                    notes(string(tree, "notes")));
        } catch (JsonParseException | IllegalStateException | DateTimeException | CharacterCodingException e) {
            throw new UnbelievableNoticeException("the notice cannot be read", e);
        } catch (IOException e) {
            throw new UnbelievableNoticeException("the notice goes on behind its end", e);
        }
    }

    private static String string(JsonObject tree, String key) throws UnbelievableNoticeException {
        var value = tree.get(key);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw new UnbelievableNoticeException("the notice has no text as its " + key);
        }
        return value.getAsString();
    }

    private static Version version(String text) throws UnbelievableNoticeException {
        if (!VERSION.matcher(text).matches()) {
            throw new UnbelievableNoticeException("the notice has no version that could be compared");
        }
        return Version.parse(text);
    }

    /** The address goes to the browser: a notice must not be able to open a file or to start another program. */
    private static URI page(String text) throws UnbelievableNoticeException {
        return NoticeAddress.page(text)
                .orElseThrow(() -> new UnbelievableNoticeException("the page of the notice is no https address"));
    }

    private static String notes(String text) throws UnbelievableNoticeException {
        if (text.length() > MAX_NOTES || UNPRINTABLE.matcher(text).find()) {
            throw new UnbelievableNoticeException("the notes are more than a line");
        }
        return text.strip();
    }
}
