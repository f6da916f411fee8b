package app.trunkline.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trunkline itself, as people get it. */
final class Program {
    private static final String EXPLODED = "target/trunkline/bin/trunkline";

    private Program() {}

    /** What the build says is to be tested: what is in the installer where one is built, else the exploded program. */
    static List<String> command(String... words) {
        return at(System.getProperty("trunkline.program", EXPLODED), words);
    }

    /** The exploded program, as {@code mvn package} leaves it. */
    static List<String> exploded(String... words) {
        return at(EXPLODED, words);
    }

    private static List<String> at(String program, String... words) {
        List<String> command =
                new ArrayList<>(List.of(Path.of(program).toAbsolutePath().toString()));
        command.addAll(List.of(words));
        return command;
    }
}
