package app.trunkline.media.webrtc;

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
 * Writes what is heard in a call to a WAV file: 48 kHz, mono, whatever the codec gives. Frames are taken on any one
 * thread and written on a thread of the recorder's own. When the disk fails, what was written until then stays playable.
 */
final class WavRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(WavRecorder.class);

    static final int RATE = At48k.RATE;
    /** Ten seconds of frames: a disk that is slower than that loses sound rather than memory. */
    private static final int MAX_QUEUED = 1000;

    private final Path path;
    private final Consumer<RecordingFailure> failed;
    private final ExecutorService writer = Threads.single("recorder");
    private final AtomicInteger queued = new AtomicInteger();
    private final At48k converter = new At48k();
    private @Nullable WavWriter file;

    /**
     * Creates the file, or empties the one that is there.
     *
     * @param failed told once, on this or the writer's thread, when it cannot be written
     */
    WavRecorder(Path path, Consumer<RecordingFailure> failed) {
        this.path = path;
        this.failed = failed;
        try {
            file = new WavWriter(
                    path, 1, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            reportFailure(e);
        }
    }

    /** Queues mono samples; does not block. Frames after {@link #close} are dropped. */
    void write(short[] samples, int sampleRate) {
        if (queued.incrementAndGet() > MAX_QUEUED) {
            queued.decrementAndGet();
            return;
        }
        try {
            writer.execute(() -> {
                queued.decrementAndGet();
                append(samples, sampleRate);
            });
        } catch (RejectedExecutionException e) {
            queued.decrementAndGet();
        }
    }

    private void append(short[] samples, int sampleRate) {
        try {
            if (file != null) {
                file.append(converter.of(samples, sampleRate));
            }
        } catch (IOException e) {
            finish();
            reportFailure(e);
        }
    }

    private void reportFailure(IOException cause) {
        LOG.error("the recording stops here: its file cannot be written", cause);
        failed.accept(WavWriter.reason(path, cause));
    }

    /** Writes what is queued and the final header, and closes the file; does not wait for it. Idempotent. */
    void close() {
        try {
            writer.execute(this::finish);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed before", e);
        }
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
            LOG.error("the recording could not be finished", e);
        }
    }
}
