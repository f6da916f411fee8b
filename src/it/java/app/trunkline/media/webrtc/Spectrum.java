package app.trunkline.media.webrtc;

import java.util.Arrays;

/** How much of a frequency is in a stretch of sound. */
final class Spectrum {
    private Spectrum() {}

    /** RMS of the whole, 0 to 1. */
    static double level(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : Math.sqrt(sum / samples.length) / 32768;
    }

    /** RMS of the frequency alone (Goertzel, blocks of 50 ms so that the phase may drift), 0 to 1. */
    static double of(short[] samples, int rate, double hertz) {
        int block = rate / 20;
        double power = 0;
        int blocks = samples.length / block;
        for (int b = 0; b < blocks; b++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < block; i++) {
                double angle = 2 * Math.PI * hertz * i / rate;
                re += samples[b * block + i] * Math.cos(angle);
                im += samples[b * block + i] * Math.sin(angle);
            }
            power += 2 * (re * re + im * im) / ((double) block * block);
        }
        return blocks == 0 ? 0 : Math.sqrt(power / blocks) / 32768;
    }

    /** The part of the sound's power that is this frequency, 0 to 1. */
    static double share(short[] samples, int rate, double hertz) {
        double level = level(samples);
        double tone = of(samples, rate, hertz);
        return level == 0 ? 0 : tone * tone / (level * level);
    }

    static short[] last(short[] samples, int count) {
        return Arrays.copyOfRange(samples, Math.max(0, samples.length - count), samples.length);
    }

    /**
     * The best share among stretches of this length, one after the other: gain control settles at the beginning, and on a
     * busy machine a moment may be patched up by the jitter buffer.
     */
    static double bestShare(short[] samples, int count, int rate, int hertz) {
        double best = 0;
        for (int from = 0; from + count <= samples.length; from += count) {
            best = Math.max(best, share(Arrays.copyOfRange(samples, from, from + count), rate, hertz));
        }
        return best;
    }
}
