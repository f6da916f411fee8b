package app.trunkline.media.webrtc;

import org.jspecify.annotations.Nullable;

/** Brings a stream whose rate may change with its codec to 48 kHz. One thread. */
final class At48k {
    static final int RATE = 48_000;
    /** 10 ms. */
    static final int FRAME = RATE / 100;

    private int rate = RATE;
    private @Nullable Resampler resampler;

    /** The next stretch of mono sound. */
    short[] of(short[] samples, int sampleRate) {
        if (sampleRate != rate) {
            rate = sampleRate;
            resampler = sampleRate == RATE ? null : new Resampler(sampleRate, RATE);
        }
        return resampler == null ? samples : resampler.next(samples);
    }
}
