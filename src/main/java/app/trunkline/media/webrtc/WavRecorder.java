package app.trunkline.media.webrtc;

import app.trunkline.loop.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a call to a WAV file: 48 kHz, mono, 16 bit, whatever the codec gives. The header is renewed every second of
 * sound, so that the file can be played even when the process is cut off. Frames are taken on any one thread and
 * written on a thread of the recorder's own.
 */
final class WavRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(WavRecorder.class);

    static final int RATE = 48_000;
    private static final int HEADER = 44;
    /** Ten seconds of frames: a disk that is slower than that loses sound rather than memory. */
    private static final int MOST_WAITING = 1000;

    private final FileChannel file;
    private final ExecutorService writer = Threads.single("recorder");
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable Resampler resampler;
    private int rate = RATE;
    private long written;
    private long headerAt;
    private boolean broken;

    /**
     * Creates the file, or empties the one that is there.
     *
     * @throws IOException when it cannot be written
     */
    WavRecorder(Path path) throws IOException {
        file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        writeHeader();
    }

    /** Queues mono samples; does not block. Frames after {@link #close} are dropped. */
    void write(short[] samples, int sampleRate) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        try {
            writer.execute(() -> {
                waiting.decrementAndGet();
                append(samples, sampleRate);
            });
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
        }
    }

    private void append(short[] samples, int sampleRate) {
        if (broken) {
            return;
        }
        if (sampleRate != rate) {
            rate = sampleRate;
            resampler = sampleRate == RATE ? null : new Resampler(sampleRate, RATE);
        }
        short[] sound = resampler == null ? samples : resampler.next(samples);
        var bytes = ByteBuffer.allocate(sound.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(sound);
        try {
            put(bytes, HEADER + written);
            written += sound.length * 2L;
            if (written - headerAt >= RATE * 2L) {
                writeHeader();
            }
        } catch (IOException e) {
            broken = true;
            LOG.error("the recording stops here: its file cannot be written", e);
        }
    }

    /** RIFF with a 16 byte fmt chunk of PCM, and the data chunk. */
    private void writeHeader() throws IOException {
        headerAt = written;
        int size = (int) Math.min(written, 0xFFFF_FFFFL - HEADER);
        var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        header.putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
        header.put(ascii("data")).putInt(size);
        put(header.flip(), 0);
    }

    private void put(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
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
        try (file) {
            if (!broken) {
                writeHeader();
            }
        } catch (IOException e) {
            LOG.error("the recording could not be finished", e);
        }
    }
}
