package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processor is for sound in real time first: what only computes comes after it. */
public final class Priority {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final List<String> NICE = List.of("-n", "10");

    private Priority() {}

    /** The same command, behind the others. */
    static List<String> low(List<String> command) {
        List<String> words = new ArrayList<>(List.of("nice"));
        words.addAll(NICE);
        words.addAll(command);
        return words;
    }

    /** Puts this process behind the others, with all that it will start. On Linux, where each thread has a priority of its own. */
    public static void lower() {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("renice"));
        command.addAll(NICE);
        command.add("-p");
        try (var threads = Files.list(THREADS)) {
            threads.forEach(thread -> command.add(thread.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Commands.run(Map.of(), command);
        } catch (AssertionError ended) {
            // A thread that ended meanwhile; the others were put behind.
        }
    }
}
