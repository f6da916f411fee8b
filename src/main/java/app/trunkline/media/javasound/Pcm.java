package app.trunkline.media.javasound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;

/** Samples as devices take them: 16 bit, mono, little-endian. Pure. */
final class Pcm {
    /** Bytes of a sample. */
    static final int FRAME = Short.BYTES;

    private Pcm() {}

    static AudioFormat mono(int rate) {
        return new AudioFormat(rate, Short.SIZE, 1, true, false);
    }

    static byte[] bytes(float[] samples, int count) {
        var data = ByteBuffer.allocate(count * FRAME).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            data.putShort((short) Math.round(Math.clamp(samples[i], -1f, 1f) * Short.MAX_VALUE));
        }
        return data.array();
    }

    static float[] samples(byte[] data, int length) {
        var shorts =
                ByteBuffer.wrap(data, 0, length).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var samples = new float[shorts.remaining()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = shorts.get(i) / (float) (Short.MAX_VALUE + 1);
        }
        return samples;
    }
}
