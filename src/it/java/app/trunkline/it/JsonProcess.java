package app.trunkline.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that tells JSON lines on standard output and takes commands as lines on standard input: the program under test
 * ({@code --json}), JsSIP in Chromium, the deaf server. Its standard error goes to a file beside the laboratory's logs.
 */
public final class JsonProcess implements AutoCloseable {
    private static final Duration TO_END = Duration.ofSeconds(20);

    private final Process process;
    private final Writer input;
    private final Events events;
    private final Path errors;

    private JsonProcess(Process process, String name, Path errors) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.events = new Events(name);
        this.errors = errors;
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().name(name + " output").start(() -> read(output));
    }

    /** Starts a command; {@code environment} is put over this process's own. */
    public static JsonProcess start(String name, Path logs, Map<String, String> environment, List<String> command) {
        try {
            Path errors = Files.createTempFile(logs, name + "-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            return new JsonProcess(builder.start(), name, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Events events() {
        return events;
    }

    public void say(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("it reads no more: " + line, e);
        }
    }

    /** Closes its standard input, as the end of a terminal does. */
    public void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for its end and gives the exit status. */
    public int exitStatus() {
        try {
            if (!process.waitFor(Events.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not end by itself; it told " + events.all());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What it wrote to standard error so far. */
    public String errorText() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, and its children with it; by force when it does not. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    private void read(BufferedReader output) {
        try (output) {
            output.lines().filter(line -> line.startsWith("{")).forEach(events::add);
        } catch (UncheckedIOException | IOException closed) {
            // The process has ended and its pipe with it.
        } finally {
            events.finish();
        }
    }
}
