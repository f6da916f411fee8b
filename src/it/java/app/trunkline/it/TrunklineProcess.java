package app.trunkline.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program as a process, with {@code --json}: commands in by lines, events out. Every event is kept; {@link
 * #await} looks from where the last one found ended, so that a test reads like the story of a call.
 */
public final class TrunklineProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final List<JsonObject> events = new ArrayList<>();
    private final List<String> oddLines = new ArrayList<>();
    private final Path errors;
    private final Thread reader;
    private int next;
    private boolean ended;

    private TrunklineProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the program.
     *
     * @param home its settings and logs, by TRUNKLINE_HOME
     * @param environment in addition, such as PULSE_SERVER
     */
    public static TrunklineProcess start(Path home, Map<String, String> environment, List<String> arguments)
            throws IOException {
        Files.createDirectories(home);
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("trunkline.program", "target/trunkline/bin/trunkline"));
        command.addAll(arguments);
        if (!arguments.contains("--json")) {
            command.add("--json");
        }
        var errors = Files.createTempFile(home, "stderr", ".txt");
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("TRUNKLINE_HOME", home.toString());
        builder.environment().putAll(environment);
        return new TrunklineProcess(builder.start(), errors);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            @Nullable String line = lines.readLine();
            while (line != null) {
                accept(line);
                line = lines.readLine();
            }
        } catch (IOException e) {
            accept("not readable: " + e);
        }
        synchronized (events) {
            ended = true;
            events.notifyAll();
        }
    }

    private void accept(String line) {
        synchronized (events) {
            try {
                events.add(JsonParser.parseString(line).getAsJsonObject());
            } catch (RuntimeException e) {
                oddLines.add(line);
            }
            events.notifyAll();
        }
    }

    /** Writes one command line to the program. */
    public void send(String command) {
        try {
            var out = process.getOutputStream();
            out.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the program takes no commands any more:\n" + story(), e);
        }
    }

    /** The next event of that name. */
    public JsonObject await(String event) {
        return await(event, e -> true);
    }

    /** The next event of that name that fits, no earlier than the one awaited last. */
    public JsonObject await(String event, Predicate<JsonObject> fits) {
        return await(event, fits, PATIENCE);
    }

    public JsonObject await(String event, Predicate<JsonObject> fits, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        synchronized (events) {
            while (true) {
                for (var i = next; i < events.size(); i++) {
                    var found = events.get(i);
                    if (found.get("event").getAsString().equals(event) && fits.test(found)) {
                        next = i + 1;
                        return found;
                    }
                }
                var left = deadline - System.nanoTime();
                if (ended || left <= 0) {
                    throw new AssertionError("no event \"" + event + "\" came" + (ended ? "; the program ended" : "")
                            + ". What happened:\n" + story());
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(events, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** Every event so far. */
    public List<JsonObject> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** Lines on standard output that were no JSON object: there must be none. */
    public List<String> oddLines() {
        synchronized (events) {
            return List.copyOf(oddLines);
        }
    }

    /** Everything on standard error so far. */
    public String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end and gives the exit status. */
    public int exit() {
        return exit(PATIENCE);
    }

    public int exit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the program did not end. What happened:\n" + story());
            }
            reader.join(5_000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** What a person who looks for the fault wants to read. */
    public String story() {
        var text = new StringBuilder();
        synchronized (events) {
            events.forEach(e -> text.append("  ").append(e).append('\n'));
            oddLines.forEach(l -> text.append("  not JSON: ").append(l).append('\n'));
        }
        return text.append("  standard error:\n").append(errors().indent(4)).toString();
    }

    /** Ends the program, politely first. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(8, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
