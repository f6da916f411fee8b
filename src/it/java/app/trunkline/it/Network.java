package app.trunkline.it;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * What the telephone network tells of its calls, from the moment this was made: offered, answered, sound, direction, dtmf, ended. A line is
 * a number ({@code 9001}) or {@code in-tone}, {@code in-echo}, {@code in-silence} for calls toward a telephone.
 */
public final class Network implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path file;
    private final Events events = new Events("the telephone network");
    private final Thread reader;
    private long read;

    Network(Path file) {
        this.file = file;
        try {
            this.read = Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.reader = Thread.ofVirtual().name("network events").start(this::follow);
    }

    public Events events() {
        return events;
    }

    /** The next such event of a line. */
    public JsonObject next(String line, String event) {
        return next(line, event, any -> true);
    }

    public JsonObject next(String line, String event, Predicate<JsonObject> wanted) {
        return events.next(event, each -> each.get("line").getAsString().equals(line) && wanted.test(each));
    }

    /** The next digit that a line received, and by which way: {@code rfc4733} or {@code info}. */
    public String nextDigit(String line, String via) {
        return next(line, "dtmf", each -> each.get("via").getAsString().equals(via))
                .get("digit")
                .getAsString();
    }

    /** Waits for the end of the next call of a line and measures what the network heard, without its first 300 ms. */
    public Tone heardInCall(String line) {
        JsonObject ended = next(line, "ended");
        return Tone.of(Path.of(ended.get("file").getAsString()), Duration.ofMillis(300));
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    // A file has no event of its own growth that comes at once on every system, so it is looked at.
    private void follow() {
        while (!Thread.currentThread().isInterrupted()) {
            try (var input = Files.newInputStream(file)) {
                input.skipNBytes(read);
                String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
                String whole = text.substring(0, text.lastIndexOf('\n') + 1);
                read += whole.getBytes(StandardCharsets.UTF_8).length;
                whole.lines().forEach(events::add);
            } catch (IOException e) {
                events.finish();
                return;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
