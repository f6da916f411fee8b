package app.trunkline.media.webrtc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Samples as the native library wants and gives them: 16 bit in the machine's order, mono. Pure. */
final class Frames {
    private Frames() {}

    static byte[] bytes(short[] samples) {
        var bytes = new byte[samples.length * 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asShortBuffer().put(samples);
        return bytes;
    }

    /** The mean of the channels. */
    static short[] mono(byte[] data, int channels) {
        var samples = ByteBuffer.wrap(data).order(ByteOrder.nativeOrder()).asShortBuffer();
        var mono = new short[samples.remaining() / channels];
        for (int i = 0; i < mono.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += samples.get(i * channels + channel);
            }
            mono[i] = (short) (sum / channels);
        }
        return mono;
    }
}
