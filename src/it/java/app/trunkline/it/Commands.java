package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commands that run to their end; a failed one is an {@link AssertionError} with what it printed. */
final class Commands {
    private Commands() {}

    /** What it printed, standard error included. The output goes by a file: a daemon it starts may keep a pipe open for ever. */
    static String run(Map<String, String> environment, List<String> command) {
        return run(Events.PATIENCE.multipliedBy(2), environment, command);
    }

    /** The same for what takes long, such as fetching packages. */
    static String run(Duration patience, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("trunkline-it-", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()));
                builder.environment().putAll(environment);
                Process process = builder.start();
                boolean ended = process.waitFor(patience);
                String text = Files.readString(output, StandardCharsets.UTF_8);
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new AssertionError(command + (ended ? " failed" : " did not end") + ":\n" + text);
                }
                return text;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A command that runs beside the test. */
    static final class Begun {
        private final String name;
        private final CompletableFuture<String> output = new CompletableFuture<>();

        private Begun(String name) {
            this.name = name;
        }

        /** Waits until it ended well and gives what it printed; an {@link AssertionError} tells what went otherwise. */
        String succeeds() {
            try {
                return output.get(2 * Events.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .strip();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError(name + " does not end", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** Begins a command and returns at once. */
    static Begun begin(String name, List<String> command) {
        Begun begun = new Begun(name);
        Thread.ofVirtual().name(name).start(() -> {
            try {
                begun.output.complete(run(Map.of(), command));
            } catch (Throwable e) {
                begun.output.completeExceptionally(e);
            }
        });
        return begun;
    }
}
