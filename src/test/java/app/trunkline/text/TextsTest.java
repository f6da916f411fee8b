package app.trunkline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the bundle and the code together: the code is read as text, since a key is no more than a literal in it. */
class TextsTest {
    /** A literal that is a key, or the beginning of one, alone or as picocli refers to it. */
    private static final Pattern KEY =
            Pattern.compile("\"(?:\\$\\{bundle:)?([a-z][a-z-]*(?:\\.[\\w-]+)+\\.?)(?:} ?(?:%n)?)?\"");

    private static final Pattern FILE_NAME = Pattern.compile(".*\\.(json|db|lock|sock)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d");

    /** What picocli itself asks for. */
    private static final String PICOCLI = "mixinStandardHelpOptions.";

    private final Texts texts = new Texts();
    private final Set<String> keys = new TreeSet<>(texts.bundle().keySet());
    private final String code = code();
    private final Set<String> literals =
            KEY.matcher(code).results().map(found -> found.group(1)).collect(Collectors.toSet());

    private static String code() {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TextsTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyKeyInTheCodeIsInTheBundle() {
        var groups = keys.stream().map(TextsTest::group).collect(Collectors.toSet());
        assertThat(literals).hasSizeGreaterThan(300);
        assertThat(literals)
                .filteredOn(literal -> groups.contains(group(literal)))
                .filteredOn(literal -> !FILE_NAME.matcher(literal).matches())
                .filteredOn(literal -> !keys.contains(literal) && keys.stream().noneMatch(key -> begins(key, literal)))
                .isEmpty();
    }

    @Test
    void everyKeyInTheBundleIsInTheCode() {
        assertThat(keys)
                .filteredOn(key -> !key.startsWith(PICOCLI) && !used(key))
                .isEmpty();
    }

    /** As it stands, or put together of what is a literal and the name of a constant or another word of the code. */
    private boolean used(String key) {
        return literals.contains(key)
                || code.contains("\"" + key + "\"")
                || literalBefore(key) && word(key.substring(key.lastIndexOf('.') + 1));
    }

    private boolean literalBefore(String key) {
        var before = key.substring(0, Math.max(0, key.lastIndexOf('.')));
        return code.contains("\"" + before + "\"") || code.contains("\"" + before + ".\"");
    }

    /** {@code no_answer} of {@code NO_ANSWER}; {@code said} of {@code key + ".said"}. */
    private boolean word(String last) {
        return Pattern.compile("\\b" + Pattern.quote(last) + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(code)
                .find();
    }

    @Test
    void everyApostropheOfATextWithPlaceholdersIsTwo() {
        assertThat(keys)
                .filteredOn(key -> PLACEHOLDER.matcher(texts.get(key)).find())
                .filteredOn(key -> texts.get(key).replace("''", "").contains("'"))
                .isEmpty();
    }

    private static String group(String key) {
        return key.substring(0, key.indexOf('.') < 0 ? key.length() : key.indexOf('.'));
    }

    private static boolean begins(String key, String prefix) {
        return key.startsWith(prefix.endsWith(".") ? prefix : prefix + ".");
    }
}
