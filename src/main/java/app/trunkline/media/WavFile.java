package app.trunkline.media;

import app.trunkline.text.Texts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A WAV file, read as mono: PCM of 8, 16, 24 or 32 bits, IEEE float of 32 or 64, G.711 µ-law and A-law; up to eight
 * channels, which are averaged; 1 to 192 kHz; chunks in any order. One thread; blocks on the disk.
 */
public final class WavFile implements AutoCloseable {
    private static final Texts TEXTS = new Texts();

    /** How the samples are coded, by the format tags of RFC 2361. */
    private enum Coding {
        UNSIGNED_8(1),
        PCM_16(2),
        PCM_24(3),
        PCM_32(4),
        FLOAT_32(4),
        FLOAT_64(8),
        A_LAW(1),
        MU_LAW(1);

        private final int bytes;

        Coding(int bytes) {
            this.bytes = bytes;
        }

        static @Nullable Coding of(int tag, int bits) {
            return switch (tag) {
                case 1 ->
                    switch (bits) {
                        case 8 -> UNSIGNED_8;
                        case 16 -> PCM_16;
                        case 24 -> PCM_24;
                        case 32 -> PCM_32;
                        default -> null;
                    };
                case 3 -> bits == 32 ? FLOAT_32 : bits == 64 ? FLOAT_64 : null;
                case 6 -> bits == 8 ? A_LAW : null;
                case 7 -> bits == 8 ? MU_LAW : null;
                default -> null;
            };
        }
    }

    private record Format(Coding coding, int channels, int rate) {
        int frameBytes() {
            return coding.bytes * channels;
        }
    }

    private record Data(long start, long length) {}

    private static final int HEAD_BYTES = 12;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int MAX_CHUNKS = 10_000;

    private final FileChannel file;
    private final Format format;
    private final long start;
    private final long frames;
    private long next;

    private WavFile(FileChannel file, Format format, Data data) {
        this.file = file;
        this.format = format;
        start = data.start();
        frames = data.length() / format.frameBytes();
    }

    /**
     * Opens the file and looks at its head.
     *
     * @throws MediaException BAD_WAV, with a sentence for people, when it cannot be read or is no such file
     */
    public static WavFile open(Path path) throws MediaException {
        if (!Files.isRegularFile(path)) {
            throw bad(path, Files.exists(path) ? "wav.no-file" : "wav.missing", null);
        }
        FileChannel file;
        try {
            file = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw bad(path, "wav.unreadable", e);
        }
        try {
            return parse(path, file);
        } catch (IOException e) {
            close(file);
            throw bad(path, "wav.unreadable", e);
        } catch (MediaException e) {
            close(file);
            throw e;
        }
    }

    /** Whether the file begins as a WAV file does; what follows may be damaged all the same. */
    public static boolean hasHead(Path path) throws IOException {
        try (var file = Files.newByteChannel(path)) {
            var head = ByteBuffer.allocate(HEAD_BYTES);
            while (head.hasRemaining() && file.read(head) >= 0) {
                // A pipe gives the head in pieces.
            }
            return !head.hasRemaining() && isHead(head);
        }
    }

    private static boolean isHead(ByteBuffer head) {
        return tag(head, 0).equals("RIFF") && tag(head, 8).equals("WAVE");
    }

    private static WavFile parse(Path path, FileChannel file) throws IOException, MediaException {
        var head = bytes(file, 0, HEAD_BYTES);
        if (head == null || !isHead(head)) {
            throw bad(path, "wav.other", null);
        }
        Format format = null;
        Data data = null;
        long at = HEAD_BYTES;
        for (int i = 0; i < MAX_CHUNKS && (format == null || data == null); i++) {
            var chunk = bytes(file, at, 8);
            if (chunk == null) {
                break;
            }
            long size = Integer.toUnsignedLong(chunk.getInt(4));
            long body = at + 8;
            switch (tag(chunk, 0)) {
                case "fmt " -> format = format(path, bytes(file, body, (int) Math.min(size, 40)));
                // A recorder that was cut off leaves a size of 0 or of 4 GiB: then it is all that follows.
                case "data" -> data = new Data(body, size == 0 && format != null ? rest(file, body) : size);
                default -> {}
            }
            at = body + size + (size & 1);
        }
        if (format == null) {
            throw bad(path, "wav.no-format", null);
        }
        if (data == null) {
            throw bad(path, "wav.empty", null);
        }
        return within(path, file, format, data);
    }

    private static WavFile within(Path path, FileChannel file, Format format, Data data)
            throws IOException, MediaException {
        long there = rest(file, data.start());
        boolean streamed = data.length() >= 0xFFFF_FF00L;
        if (data.length() > there && !streamed) {
            throw bad(path, "wav.short", null, there, data.length());
        }
        var wav = new WavFile(file, format, new Data(data.start(), Math.min(data.length(), there)));
        if (wav.frames == 0) {
            throw bad(path, "wav.empty", null);
        }
        return wav;
    }

    private static Format format(Path path, @Nullable ByteBuffer fmt) throws MediaException {
        if (fmt == null || fmt.capacity() < 16) {
            throw bad(path, "wav.cut", null);
        }
        int tag = Short.toUnsignedInt(fmt.getShort(0));
        if (tag == EXTENSIBLE && fmt.capacity() >= 26) {
            tag = Short.toUnsignedInt(fmt.getShort(24));
        }
        int channels = Short.toUnsignedInt(fmt.getShort(2));
        int rate = fmt.getInt(4);
        int align = Short.toUnsignedInt(fmt.getShort(12));
        int bits = Short.toUnsignedInt(fmt.getShort(14));
        var coding = Coding.of(tag, bits);
        if (coding == null) {
            throw bad(path, "wav.coding", null, tag, bits);
        }
        if (channels < 1 || channels > 8 || rate < 1000 || rate > 192_000 || align != channels * coding.bytes) {
            throw bad(path, "wav.rate", null, channels, rate);
        }
        return new Format(coding, channels, rate);
    }

    private static long rest(FileChannel file, long from) throws IOException {
        return Math.max(0, file.size() - from);
    }

    private static String tag(ByteBuffer buffer, int at) {
        var tag = new byte[4];
        buffer.get(at, tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }

    private static @Nullable ByteBuffer bytes(FileChannel file, long at, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        return fill(file, at, buffer) ? buffer : null;
    }

    private static boolean fill(FileChannel file, long at, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    /** @param key of a text whose {@code {0}} is the path, and the rest what is given */
    private static MediaException bad(Path path, String key, @Nullable Exception cause, Object... values) {
        var message =
                TEXTS.get(key, Stream.concat(Stream.of(path), Stream.of(values)).toArray());
        return cause == null
                ? new MediaException(MediaException.Kind.BAD_WAV, message)
                : new MediaException(MediaException.Kind.BAD_WAV, message, cause);
    }

    /** Samples a second. */
    public int rate() {
        return format.rate();
    }

    /** How long it sounds. */
    public Duration duration() {
        return Duration.ofNanos(Math.round(frames * 1e9 / format.rate()));
    }

    /**
     * Reads on.
     *
     * @param into filled from its beginning, full scale being -1 to 1
     * @return how many samples; 0 at the end
     * @throws IOException when the disk fails or the file was cut meanwhile
     */
    public int read(float[] into) throws IOException {
        int count = (int) Math.min(into.length, frames - next);
        var raw = bytes(file, start + next * format.frameBytes(), count * format.frameBytes());
        if (raw == null) {
            throw new IOException("the file has become shorter");
        }
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                sum += sample(raw);
            }
            into[i] = (float) Math.clamp(sum / format.channels(), -1.0, 1.0);
        }
        next += count;
        return count;
    }

    /** Reads from the beginning again. */
    public void rewind() {
        next = 0;
    }

    private double sample(ByteBuffer raw) {
        return switch (format.coding()) {
            case UNSIGNED_8 -> (Byte.toUnsignedInt(raw.get()) - 128) / 128.0;
            case PCM_16 -> raw.getShort() / 32_768.0;
            case PCM_24 -> (Byte.toUnsignedInt(raw.get()) | raw.getShort() << 8) / 8_388_608.0;
            case PCM_32 -> raw.getInt() / 2_147_483_648.0;
            case FLOAT_32 -> finite(raw.getFloat());
            case FLOAT_64 -> finite(raw.getDouble());
            case A_LAW -> aLaw(raw.get()) / 32_768.0;
            case MU_LAW -> muLaw(raw.get()) / 32_768.0;
        };
    }

    private static double finite(double sample) {
        return Double.isFinite(sample) ? sample : 0;
    }

    /** ITU-T G.711, table 1a: 13 bits, here in the upper bits of 16. */
    private static int aLaw(byte code) {
        int bits = code ^ 0x55;
        int mantissa = (bits & 0x0F) << 4;
        int segment = (bits & 0x70) >> 4;
        int magnitude = segment == 0 ? mantissa + 8 : (mantissa + 0x108) << (segment - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    /** ITU-T G.711, table 2a: 14 bits, here in the upper bits of 16. */
    private static int muLaw(byte code) {
        int bits = ~code;
        int magnitude = ((((bits & 0x0F) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            // Only read from: nothing is lost.
            return;
        }
    }

    @Override
    public void close() {
        close(file);
    }
}
