package app.trunkline.media.pulse;

import java.util.function.Consumer;

/** The peak level of a sound, 20 times a second. Sound thread. */
final class Peaks implements Consumer<float[]> {
    static final int RATE = 16_000;
    static final int FRAGMENT = RATE / 20;

    private final Consumer<Double> level;
    private double peak;
    private int heard;

    /** @param level 0 to 1 */
    Peaks(Consumer<Double> level) {
        this.level = level;
    }

    @Override
    public void accept(float[] samples) {
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
            if (++heard == FRAGMENT) {
                level.accept(Math.min(1, peak));
                peak = 0;
                heard = 0;
            }
        }
    }
}
