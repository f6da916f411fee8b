package app.trunkline.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How loud several frequencies are at once, in one channel of a WAV file of 16 bit samples. */
final class Chord {
    private static final int HEADER = 44;

    private final short[] samples;
    private final int rate;

    private Chord(short[] samples, int rate) {
        this.samples = samples;
        this.rate = rate;
    }

    /** A channel of a file, which may be growing. */
    static Chord of(Path wav, int channel) {
        try {
            var file = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
            int channels = file.getShort(22);
            var samples = new short[(file.capacity() - HEADER) / (2 * channels)];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = file.getShort(HEADER + 2 * (i * channels + channel));
            }
            return new Chord(samples, file.getInt(24));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Duration length() {
        return Duration.ofMillis(samples.length * 1000L / rate);
    }

    /** A part of it. */
    Chord part(Duration from, Duration length) {
        int begin = (int) Math.min(samples.length, from.toMillis() * rate / 1000);
        int end = (int) Math.min(samples.length, begin + length.toMillis() * rate / 1000);
        return new Chord(java.util.Arrays.copyOfRange(samples, begin, end), rate);
    }

    Chord last(Duration length) {
        var before = length().minus(length);
        return before.isNegative() ? this : part(before, length);
    }

    /** RMS of all of it in dB of full scale. */
    double db() {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return decibels(sum / Math.max(1, samples.length));
    }

    Map<Integer, Double> levels(List<Integer> hertz) {
        return hertz.stream().collect(Collectors.toMap(hz -> hz, this::db));
    }

    /** RMS of a frequency in dB of full scale: the discrete Fourier transform at it alone, in windows of a tenth of a second. */
    double db(int hz) {
        int window = rate / 10;
        double power = 0;
        int windows = 0;
        for (int at = 0; at + window <= samples.length; at += window, windows++) {
            double re = 0;
            double im = 0;
            double weights = 0;
            for (int i = 0; i < window; i++) {
                // Hann: a neighbouring tone is not taken for this one.
                double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / window);
                double angle = 2 * Math.PI * hz * i / rate;
                re += weight * samples[at + i] * Math.cos(angle);
                im += weight * samples[at + i] * Math.sin(angle);
                weights += weight;
            }
            power += 2 * (re * re + im * im) / (weights * weights);
        }
        return decibels(power / Math.max(1, windows));
    }

    private static double decibels(double power) {
        return power <= 0 ? -120 : Math.max(-120, 10 * Math.log10(power / (32_768.0 * 32_768)));
    }
}
