package app.trunkline.media.webrtc;

import app.trunkline.loop.OwnerOnly;
import app.trunkline.loop.Threads;
import app.trunkline.media.RecordingFailure;
import java.io.IOException;
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
 * Writes a call's recording: what is sent on the left, what is received on the right. The sent side is the clock: it never
 * stops, and takes along what has come from the far side. Any thread; written on a thread of its addSent.
 */
final class StereoRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(StereoRecorder.class);
    /** Ten seconds of both sides: a disk that is slower than that loses sound rather than memory. */
    private static final int MAX_QUEUED = 2000;
    /** With so much received and nothing sent, the far side becomes the clock. */
    private static final int MAX_UNPAIRED = At48k.RATE;

    private final Path path;
    private final Consumer<RecordingFailure> failed;
    private final ExecutorService writer = Threads.single("recorder");
    private final AtomicInteger queued = new AtomicInteger();
    private final SoundQueue received = new SoundQueue(2 * At48k.FRAME, 2 * MAX_UNPAIRED);
    private final At48k sentRate = new At48k();
    private final At48k receivedRate = new At48k();
    private @Nullable WavWriter file;

    /**
     * Makes the file, which must not exist, and its folder.
     *
     * @param failed told once, on the writer's thread
     */
    StereoRecorder(Path path, Consumer<RecordingFailure> failed) {
        this.path = path;
        this.failed = failed;
        write(() -> {
            var folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                OwnerOnly.folder(folder);
            }
            file = new WavWriter(path, 2, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        });
    }

    void addSent(short[] samples, int sampleRate) {
        write(() -> {
            short[] left = sentRate.of(samples, sampleRate);
            append(left, received.take(left.length));
        });
    }

    void addReceived(short[] samples, int sampleRate) {
        write(() -> {
            received.add(receivedRate.of(samples, sampleRate));
            if (received.size() >= MAX_UNPAIRED) {
                short[] right = received.take(received.size());
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
        if (queued.incrementAndGet() > MAX_QUEUED) {
            queued.decrementAndGet();
            return;
        }
        try {
            writer.execute(() -> {
                queued.decrementAndGet();
                attempt(step);
            });
        } catch (RejectedExecutionException e) {
            queued.decrementAndGet();
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
