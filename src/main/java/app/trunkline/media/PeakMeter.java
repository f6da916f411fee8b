package app.trunkline.media;

import java.util.function.Consumer;

/** The peak level of a sound, 20 times a second. One thread's at a time. */
public final class PeakMeter implements Consumer<float[]> {
    /** Samples a second that it is given. */
    public static final int RATE = 16_000;

    /** Samples of one level. */
    public static final int WINDOW = RATE / 20;

    private final Consumer<Double> level;
    private double peak;
    private int heard;

    /** @param level 0 to 1 */
    public PeakMeter(Consumer<Double> level) {
        this.level = level;
    }

    @Override
    public void accept(float[] samples) {
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
            if (++heard == WINDOW) {
                level.accept(Math.min(1, peak));
                peak = 0;
                heard = 0;
            }
        }
    }
}
