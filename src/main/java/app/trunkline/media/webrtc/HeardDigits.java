package app.trunkline.media.webrtc;

import java.util.function.Consumer;

/**
 * Finds the digits of a keypad (DTMF, ITU-T Q.23) in what is heard: those sent as tones, and those sent as
 * telephone-events (RFC 4733), which native code tells nobody of but plays as tones. Called with frames of 10 ms on the thread
 * that plays them.
 */
final class HeardDigits implements FarSide.Listener {
    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};
    private static final String[] KEYS = {"123A", "456B", "789C", "*0#D"};

    /** 30 ms tell neighbours apart, which are 73 Hz away at least. */
    private static final int FRAMES = 3;
    /** With the window that is 40 ms, the least that counts as a digit (ITU-T Q.24). */
    private static final int WINDOWS_TO_BEGIN = 2;

    /** A packet that was lost, and the windows it spoils, is no gap between two digits. */
    private static final int WINDOWS_TO_END = 5;
    /** -45 dB of full scale. */
    private static final double AUDIBLE = 3.2e-5;
    /** The part of the power that is in the two tones: speech and music have theirs elsewhere too. */
    private static final double PURE = 0.85;
    /** One tone may be so much stronger than the other: 8 dB. */
    private static final double TWIST = 6.3;

    private static final char NONE = 0;

    private final Consumer<Character> told;
    private short[] window = {};
    private int rate;
    private char candidate = NONE;
    private int seen;
    private char sounding = NONE;
    private int missed;

    /** @param told each digit once, on the thread that plays */
    HeardDigits(Consumer<Character> told) {
        this.told = told;
    }

    @Override
    public void onSamples(short[] samples, int sampleRate) {
        if (sampleRate != rate || window.length != FRAMES * samples.length) {
            rate = sampleRate;
            window = new short[FRAMES * samples.length];
        }
        System.arraycopy(window, samples.length, window, 0, window.length - samples.length);
        System.arraycopy(samples, 0, window, window.length - samples.length, samples.length);
        take(digit());
    }

    private void take(char digit) {
        seen = digit == candidate ? seen + 1 : 1;
        candidate = digit;
        if (digit == sounding) {
            missed = 0;
        } else if (++missed >= WINDOWS_TO_END) {
            sounding = NONE;
        }
        if (digit != NONE && digit != sounding && seen >= WINDOWS_TO_BEGIN) {
            sounding = digit;
            missed = 0;
            told.accept(digit);
        }
    }

    private char digit() {
        double power = FarSide.meanSquare(window);
        if (power < AUDIBLE) {
            return NONE;
        }
        int low = 0;
        int high = 0;
        var lows = new double[LOW.length];
        var highs = new double[HIGH.length];
        for (int i = 0; i < LOW.length; i++) {
            lows[i] = power(LOW[i]);
            highs[i] = power(HIGH[i]);
            low = lows[i] > lows[low] ? i : low;
            high = highs[i] > highs[high] ? i : high;
        }
        boolean pure = lows[low] + highs[high] >= PURE * power;
        boolean even = lows[low] <= TWIST * highs[high] && highs[high] <= TWIST * lows[low];
        return pure && even ? KEYS[low].charAt(high) : NONE;
    }

    /** Mean square of the frequency alone (Goertzel), of samples as -1 to 1. */
    private double power(double hertz) {
        double turn = 2 * Math.cos(2 * Math.PI * hertz / rate);
        double last = 0;
        double before = 0;
        for (short sample : window) {
            double now = sample / 32768.0 + turn * last - before;
            before = last;
            last = now;
        }
        double square = last * last + before * before - turn * last * before;
        return 2 * square / ((double) window.length * window.length);
    }
}
