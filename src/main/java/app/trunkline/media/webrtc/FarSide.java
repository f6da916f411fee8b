package app.trunkline.media.webrtc;

import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is heard from the far side: its level, its first sound, and its recording. Native frames of 10 ms come on the
 * thread that plays them, which must not be kept; the rest is called on any thread.
 */
final class FarSide implements AudioTrackSink {
    /** -60 dB of full scale: above the noise of a codec that carries silence, below any voice. */
    private static final double AUDIBLE_RMS = 0.001;

    private static final int FRAMES_PER_LEVEL = 5;

    /** Takes mono samples on the thread that plays them. */
    @FunctionalInterface
    interface Listener {
        void onSamples(short[] samples, int sampleRate);
    }

    private final Optional<WavRecorder> recorder;
    private final Runnable firstSound;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final double[] recent = new double[FRAMES_PER_LEVEL];
    private int frame;
    private boolean firstSoundTold;
    private volatile boolean recording;
    private volatile double level;
    private volatile boolean fresh;

    /**
     * @param firstSound told once, on the native thread, through the guard
     */
    FarSide(Optional<WavRecorder> recorder, Runnable firstSound) {
        this.recorder = recorder;
        this.firstSound = firstSound;
    }

    @Override
    public void onData(byte[] data, int bitsPerSample, int sampleRate, int channels, int frames) {
        NativeCallbacks.guard(() -> {
            if (bitsPerSample == 16 && channels > 0) {
                process(Frames.mono(data, channels), sampleRate);
            }
        });
    }

    private void process(short[] samples, int sampleRate) {
        double square = meanSquare(samples);
        recent[frame++ % FRAMES_PER_LEVEL] = square;
        double sum = 0;
        for (double each : recent) {
            sum += each;
        }
        level = Math.sqrt(sum / FRAMES_PER_LEVEL);
        fresh = true;
        if (!firstSoundTold && Math.sqrt(square) >= AUDIBLE_RMS) {
            firstSoundTold = true;
            firstSound.run();
        }
        if (recording) {
            recorder.ifPresent(to -> to.write(samples, sampleRate));
        }
        listeners.forEach(each -> each.onSamples(samples, sampleRate));
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    /** Of samples as -1 to 1. */
    static double meanSquare(short[] samples) {
        long sum = 0;
        for (short sample : samples) {
            sum += (long) sample * sample;
        }
        return samples.length == 0 ? 0 : (double) sum / samples.length / (32768.0 * 32768.0);
    }

    /** Starts the recording: once sound can flow, so that the file does not begin with the ringing. */
    void record() {
        recording = true;
    }

    /** RMS of the last 50 ms, 0 to 1; zero when nothing came since the last call. */
    double level() {
        boolean anything = fresh;
        fresh = false;
        return anything ? Math.min(1, level) : 0;
    }

    void close() {
        recording = false;
        recorder.ifPresent(WavRecorder::close);
    }
}
