package app.trunkline.media.webrtc;

import app.trunkline.loop.OwnerOnly;
import app.trunkline.media.RecordingFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * A WAV file that grows: PCM of 16 bit at 48 kHz. Its header is renewed every second of sound, so that the file can be
 * played even when the process is cut off. One thread; blocks on the disk.
 */
final class WavWriter implements AutoCloseable {
    private static final int HEADER = 44;
    /** What the format's 32 bits can say: six hours of two channels. */
    private static final long MOST = 0xFFFF_FFFFL - HEADER;

    /** With less than this left, the disk counts as full whatever the system says. */
    private static final long NO_ROOM = 1 << 20;

    private final FileChannel file;
    private final int channels;
    private long written;
    private long headerAt;

    WavWriter(Path path, int channels, OpenOption... how) throws IOException {
        this.channels = channels;
        file = FileChannel.open(path, Set.of(how), OwnerOnly.file(path));
        writeHeader();
    }

    /** Appends samples, those of the channels in turn. */
    void append(short[] samples) throws IOException {
        if (written + samples.length * 2L > MOST) {
            throw new IOException("a WAV file can be no larger");
        }
        var bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        put(bytes, HEADER + written);
        written += samples.length * 2L;
        if (written - headerAt >= At48k.RATE * 2L * channels) {
            writeHeader();
        }
    }

    /** RIFF with a 16 byte fmt chunk of PCM, and the data chunk. */
    private void writeHeader() throws IOException {
        headerAt = written;
        int size = (int) written;
        int frame = 2 * channels;
        var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(HEADER - 8 + size).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
        header.putInt(At48k.RATE).putInt(At48k.RATE * frame).putShort((short) frame);
        header.putShort((short) 16).put(ascii("data")).putInt(size);
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

    /** What a person is to be told when the file could not be made or written. */
    static RecordingFailure reason(Path path, IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("space") || noRoom(path) ? RecordingFailure.DISK_FULL : RecordingFailure.NOT_WRITABLE;
    }

    private static boolean noRoom(Path path) {
        try {
            var folder = path.toAbsolutePath().getParent();
            return folder != null && Files.getFileStore(folder).getUsableSpace() < NO_ROOM;
        } catch (IOException e) {
            return false;
        }
    }

    /** With the final header; what was written before stays playable when that fails. */
    @Override
    public void close() throws IOException {
        try (file) {
            writeHeader();
        }
    }
}
