package app.trunkline.it;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * What a piece of sound is: its strongest frequency between 60 Hz and 3.9 kHz, and its level.
 *
 * @param hz the frequency, 0 where there is silence
 * @param db RMS in dB of full scale, where a full-scale sine has -3 dB
 */
public record Tone(double hz, double db) {
    /** Under this there is no tone to speak of. */
    public static final double SILENCE_DB = -60;

    private static final double LOWEST_HZ = 60;
    private static final double HIGHEST_HZ = 3900;
    private static final double FLOOR_DB = -120;
    private static final int WINDOW = 16_384;

    /** Whether it is this tone, to within 1 %, and no mere trace of it. */
    public boolean is(double wanted) {
        return Math.abs(hz - wanted) <= wanted / 100 && db > -45;
    }

    public boolean isSilence() {
        return db < SILENCE_DB;
    }

    /** Writes a tone to a WAV file, one channel of 48 kHz; {@code volume} 1 is full scale. */
    static Path write(Path wav, int hz, Duration length, double volume) {
        Commands.run(
                Map.of(),
                List.of(
                        "sox",
                        "-n",
                        "-r",
                        "48000",
                        "-c",
                        "1",
                        "-b",
                        "16",
                        wav.toString(),
                        "synth",
                        Long.toString(length.toSeconds()),
                        "sine",
                        Integer.toString(hz),
                        "vol",
                        Double.toString(volume)));
        return wav;
    }

    /** Measures a WAV file with 16 bit samples, at any rate, channels mixed. */
    public static Tone of(Path wav) {
        return of(wav, Duration.ZERO);
    }

    /** The same from a moment on. */
    public static Tone of(Path wav, Duration from) {
        return of(wav, from, Duration.ofDays(1));
    }

    /** The same for a part of the file. */
    public static Tone of(Path wav, Duration from, Duration length) {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(wav));
                AudioInputStream audio = AudioSystem.getAudioInputStream(file)) {
            AudioFormat format = audio.getFormat();
            if (format.getSampleSizeInBits() != 16) {
                throw new AssertionError(wav + " has no 16 bit samples: " + format);
            }
            double[] all = mixed(audio.readAllBytes(), format);
            double perMilli = format.getSampleRate() / 1000;
            int begin = (int) Math.min(all.length, from.toMillis() * perMilli);
            int end = (int) Math.min(all.length, begin + length.toMillis() * perMilli);
            return measure(Arrays.copyOfRange(all, begin, end), format.getSampleRate());
        } catch (UnsupportedAudioFileException e) {
            throw new AssertionError(wav + " is no WAV file", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Measures samples of -1 to 1. */
    public static Tone measure(double[] samples, double rate) {
        double power = Arrays.stream(samples).map(x -> x * x).average().orElse(0);
        double db = power > 0 ? Math.max(FLOOR_DB, 10 * Math.log10(power)) : FLOOR_DB;
        return new Tone(db < SILENCE_DB ? 0 : strongest(samples, rate), db);
    }

    private static double[] mixed(byte[] octets, AudioFormat format) {
        var order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        var shorts = ByteBuffer.wrap(octets).order(order).asShortBuffer();
        int channels = format.getChannels();
        double[] samples = new double[shorts.limit() / channels];
        for (int i = 0; i < samples.length * channels; i++) {
            samples[i / channels] += shorts.get(i) / 32768.0 / channels;
        }
        return samples;
    }

    // The power spectra of overlapping windows are added; the peak is refined by a parabola through its neighbours'
    // logarithms.
    private static double strongest(double[] samples, double rate) {
        double[] power = new double[WINDOW / 2];
        int last = Math.max(0, samples.length - WINDOW);
        for (int begin = 0; begin <= last; begin += WINDOW / 2) {
            add(power, samples, begin);
        }
        double width = rate / WINDOW;
        int best = (int) Math.ceil(LOWEST_HZ / width);
        int highest = (int) Math.min(power.length - 2, HIGHEST_HZ / width);
        for (int i = best; i <= highest; i++) {
            best = power[i] > power[best] ? i : best;
        }
        double a = Math.log(power[best - 1] + 1e-30);
        double b = Math.log(power[best] + 1e-30);
        double c = Math.log(power[best + 1] + 1e-30);
        double bend = a - 2 * b + c;
        return (best + (bend == 0 ? 0 : (a - c) / 2 / bend)) * width;
    }

    private static void add(double[] power, double[] samples, int begin) {
        int length = Math.min(WINDOW, samples.length - begin);
        double[] re = new double[WINDOW];
        double[] im = new double[WINDOW];
        for (int i = 0; i < length; i++) {
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (length - 1));
            re[i] = samples[begin + i] * hann;
        }
        transform(re, im);
        for (int i = 0; i < power.length; i++) {
            power[i] += re[i] * re[i] + im[i] * im[i];
        }
    }

    // Fast Fourier transform in place, radix 2; the length is a power of two.
    private static void transform(double[] re, double[] im) {
        int n = re.length;
        for (int i = 1, j = 0; i < n; i++) {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, i, j);
                swap(im, i, j);
            }
        }
        for (int size = 2; size <= n; size <<= 1) {
            for (int i = 0; i < n; i += size) {
                butterflies(re, im, i, size / 2);
            }
        }
    }

    private static void butterflies(double[] re, double[] im, int begin, int half) {
        for (int k = 0; k < half; k++) {
            double cos = Math.cos(Math.PI * k / half);
            double sin = -Math.sin(Math.PI * k / half);
            int a = begin + k;
            int b = a + half;
            double x = re[b] * cos - im[b] * sin;
            double y = re[b] * sin + im[b] * cos;
            re[b] = re[a] - x;
            im[b] = im[a] - y;
            re[a] += x;
            im[a] += y;
        }
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
