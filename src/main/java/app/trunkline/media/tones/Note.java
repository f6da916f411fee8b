package app.trunkline.media.tones;

/**
 * One stretch of a score. Times are in samples.
 *
 * @param gain of each frequency, 1 being full scale
 * @param tremolo frequency by which the loudness swings, in Hz; 0 for none
 * @param decay true for the dying sound of something struck
 */
record Note(long from, long until, double[] frequencies, double gain, double tremolo, int ramp, boolean decay) {
    /**
     * The note's part of a sample.
     *
     * @param position within the period
     * @param time since the beginning of all, by which the waves run on over the period's end
     */
    double at(long position, long time, int rate) {
        if (position < from || position >= until) {
            return 0;
        }
        double sum = 0;
        for (double frequency : frequencies) {
            sum += Math.sin(2 * Math.PI * frequency * time / rate);
        }
        return sum * gain * envelope(position, rate) * (1 + swing(time, rate)) / (tremolo == 0 ? 1 : 2);
    }

    private double swing(long time, int rate) {
        return tremolo == 0 ? 0 : Math.sin(2 * Math.PI * tremolo * time / rate);
    }

    private double envelope(long position, int rate) {
        double edge = Math.min(1, Math.min(position - from, until - 1 - position) / (double) ramp);
        double soft = 0.5 - 0.5 * Math.cos(Math.PI * edge);
        return decay ? soft * Math.exp(-5.0 * (position - from) / rate) : soft;
    }
}
