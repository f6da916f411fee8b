package app.trunkline.media.webrtc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a recorder of one channel has written so far; its header says the length only once it is closed. */
final class Recorded {
    private static final int HEADER = 44;

    private Recorded() {}

    static short[] samples(Path wav) throws IOException {
        var bytes = Files.readAllBytes(wav);
        var samples = new short[(bytes.length - HEADER) / 2];
        ByteBuffer.wrap(bytes, HEADER, samples.length * 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }
}
