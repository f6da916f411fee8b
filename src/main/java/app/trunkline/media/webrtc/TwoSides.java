package app.trunkline.media.webrtc;

import app.trunkline.loop.Threads;
import app.trunkline.media.RecordingFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a call's recording: what is said on the left, what is heard on the right. The own side is the clock: it
 * never stops, and takes along what has come of the far side. Any thread; written on a thread of its own.
 */
final class TwoSides {
    private static final Logger LOG = LoggerFactory.getLogger(TwoSides.class);
    /** Ten seconds of both sides: a disk that is slower than that loses sound rather than memory. */
    private static final int MOST_WAITING = 2000;
    /** So much of the far side without the own, and it keeps the time itself. */
    private static final int ALONE = At48k.RATE;

    private final Path path;
    private final Consumer<RecordingFailure> failed;
    private final ExecutorService writer = Threads.single("recorder");
    private final AtomicInteger waiting = new AtomicInteger();
    private final SoundQueue far = new SoundQueue(2 * At48k.FRAME, 2 * ALONE);
    private final At48k said = new At48k();
    private final At48k heard = new At48k();
    private @Nullable WavWriter file;

    /**
     * Makes the file, which must not exist, and its folder.
     *
     * @param failed told once, on the writer's thread
     */
    TwoSides(Path path, Consumer<RecordingFailure> failed) {
        this.path = path;
        this.failed = failed;
        write(() -> {
            var folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            file = new WavWriter(path, 2, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        });
    }

    /** What was said. */
    void own(short[] samples, int sampleRate) {
        write(() -> {
            short[] left = said.of(samples, sampleRate);
            append(left, far.take(left.length));
        });
    }

    /** What was heard. */
    void far(short[] samples, int sampleRate) {
        write(() -> {
            far.add(heard.of(samples, sampleRate));
            if (far.size() >= ALONE) {
                short[] right = far.take(far.size());
                append(new short[right.length], right);
            }
        });
    }

    private void append(short[] left, short[] right) throws IOException {
        if (file != null) {
            var both = new short[left.length * 2];
            for (int i = 0; i < left.length; i++) {
                both[2 * i] = left[i];
                both[2 * i + 1] = right[i];
            }
            file.append(both);
        }
    }

    /** A step on the writer's thread. */
    private interface Step {
        void run() throws IOException;
    }

    private void write(Step step) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        try {
            writer.execute(() -> {
                waiting.decrementAndGet();
                attempt(step);
            });
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
        }
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.error("a recording ends: its file cannot be written", e);
            finish();
            writer.shutdown();
            failed.accept(WavWriter.reason(path, e));
        }
    }

    /** Writes what is queued and the final header; does not wait for it. Idempotent. */
    void close() {
        write(this::finish);
        writer.shutdown();
    }

    private void finish() {
        var open = file;
        file = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.error("a recording could not be finished", e);
        }
    }
}
