package app.trunkline.media.webrtc;

/**
 * Changes the sample rate of a stream of mono 16 bit sound by a windowed sinc, frame after frame without a seam. One
 * thread.
 */
final class Resampler {
    /** Taps on each side of a sample: 16 give about 80 dB beyond the transition band. */
    private static final int HALF = 16;

    private static final int TAPS = 2 * HALF;

    private final int up;
    private final int down;
    private final float[][] phases;
    private float[] pending = new float[TAPS - 1];
    /** Where the next output sample lies after the first tap's input sample, in input samples / up. */
    private long position;

    /** From one rate to another, in samples a second. */
    Resampler(int from, int to) {
        int divisor = gcd(from, to);
        up = to / divisor;
        down = from / divisor;
        phases = new float[up][];
        // Below the lower of both Nyquist frequencies.
        double cutOff = Math.min(1.0, (double) to / from) * 0.95;
        for (int phase = 0; phase < up; phase++) {
            phases[phase] = taps((double) phase / up, cutOff);
        }
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static float[] taps(double fraction, double cutOff) {
        var taps = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double x = i - (HALF - 1) - fraction;
            double sinc = x == 0 ? cutOff : Math.sin(Math.PI * cutOff * x) / (Math.PI * x);
            double window = 0.42 + 0.5 * Math.cos(Math.PI * x / HALF) + 0.08 * Math.cos(2 * Math.PI * x / HALF);
            taps[i] = sinc * window;
            sum += taps[i];
        }
        var normal = new float[TAPS];
        for (int i = 0; i < TAPS; i++) {
            normal[i] = (float) (taps[i] / sum);
        }
        return normal;
    }

    /** The next stretch of sound at the new rate; its length varies by a sample where the rates do not divide. */
    short[] next(short[] frame) {
        var input = new float[pending.length + frame.length];
        System.arraycopy(pending, 0, input, 0, pending.length);
        for (int i = 0; i < frame.length; i++) {
            input[pending.length + i] = frame[i];
        }
        long end = (long) (input.length - TAPS + 1) * up;
        var output = new short[position >= end ? 0 : (int) ((end - position + down - 1) / down)];
        for (int i = 0; i < output.length; i++, position += down) {
            int first = (int) (position / up);
            float[] taps = phases[(int) (position % up)];
            float sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                sum += input[first + tap] * taps[tap];
            }
            output[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        int used = (int) Math.min(position / up, input.length);
        position -= (long) used * up;
        pending = new float[input.length - used];
        System.arraycopy(input, used, pending, 0, pending.length);
        return output;
    }
}
