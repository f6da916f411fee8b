package app.trunkline.settings;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands for what is not set. */
final class Defaults {
    private Defaults() {}

    static <T> T or(@Nullable T value, T usual) {
        return value == null ? usual : value;
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    /** One of the words, the first where it is none of them. */
    static String choice(@Nullable String word, String usual, String... others) {
        return Stream.of(others).filter(other -> other.equals(word)).findFirst().orElse(usual);
    }

    /** Without what is blank. */
    static List<String> texts(@Nullable List<String> values) {
        return list(values).stream()
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null
                ? List.of()
                : values.stream().filter(Objects::nonNull).toList();
    }

    /** @param usual for what is not set, which is 0 */
    static int within(int least, int most, int value, int usual) {
        return value <= 0 ? usual : Math.clamp(value, least, most);
    }
}
