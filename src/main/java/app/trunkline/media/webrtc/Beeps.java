package app.trunkline.media.webrtc;

/** The recording's tone: 1400 Hz for 200 ms, at once and every 15 seconds (47 CFR 64.501 (c)). One thread. */
final class Beeps {
    static final int HERTZ = 1400;
    private static final int LENGTH = 20;
    private static final int EVERY = 1500;
    /** -16 dB of full scale: heard over speech without hurting. */
    private static final double LOUDNESS = 32_767 * 0.16;

    private long frame;

    /** The next 10 ms at 48 kHz. */
    short[] next() {
        var samples = new short[At48k.FRAME];
        long due = frame++ % EVERY;
        if (due < LENGTH) {
            for (int i = 0; i < samples.length; i++) {
                double at = (double) (due * samples.length + i) / At48k.RATE;
                samples[i] = (short) Math.round(LOUDNESS * edge(at) * Math.sin(2 * Math.PI * HERTZ * at));
            }
        }
        return samples;
    }

    /** Five milliseconds of rise and fall, against clicks. */
    private static double edge(double at) {
        double length = LENGTH / 100.0;
        return Math.clamp(Math.min(at, length - at) / 0.005, 0, 1);
    }
}
