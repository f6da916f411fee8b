package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToneTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void findsFrequencyAndLevelOfASine() {
        Tone tone = Tone.measure(sine(1000, 48_000, 48_000, 0.5), 48_000);

        assertThat(tone.hz()).isCloseTo(1000, within(1.0));
        assertThat(tone.db()).isCloseTo(-9.03, within(0.1));
        assertThat(tone.is(1000)).isTrue();
        assertThat(tone.is(1020)).isFalse();
    }

    @Test
    void findsATonePlayedForATenthOfASecond() {
        assertThat(Tone.measure(sine(523, 8_000, 800, 0.5), 8_000).hz()).isCloseTo(523, within(3.0));
    }

    @Test
    void tellsSilence() {
        Tone tone = Tone.measure(new double[8_000], 8_000);

        assertThat(tone.isSilence()).isTrue();
        assertThat(tone.hz()).isZero();
        assertThat(tone.is(1000)).isFalse();
    }

    @Test
    void readsAPartOfAStereoFile() throws IOException {
        double[] samples = sine(440, 16_000, 16_000, 0.5);
        Path file = folder.resolve("half.wav");
        write(file, samples, 16_000);

        assertThat(Tone.of(file).is(440)).isTrue();
        assertThat(Tone.of(file, Duration.ofMillis(1200)).isSilence()).isTrue();
        assertThat(Tone.of(file, Duration.ofMillis(100), Duration.ofMillis(500)).is(440))
                .isTrue();
    }

    private static double[] sine(double hz, double rate, int length, double amplitude) {
        double[] samples = new double[length];
        for (int i = 0; i < length; i++) {
            samples[i] = amplitude * Math.sin(2 * Math.PI * hz * i / rate);
        }
        return samples;
    }

    // The samples in both channels, and half a second of silence after them.
    private static void write(Path file, double[] samples, int rate) throws IOException {
        byte[] octets = new byte[(samples.length + rate / 2) * 4];
        for (int i = 0; i < samples.length; i++) {
            int value = (int) Math.round(samples[i] * 32767);
            for (int channel = 0; channel < 2; channel++) {
                octets[i * 4 + channel * 2] = (byte) value;
                octets[i * 4 + channel * 2 + 1] = (byte) (value >> 8);
            }
        }
        AudioFormat format = new AudioFormat(rate, 16, 2, true, false);
        try (var audio = new AudioInputStream(new ByteArrayInputStream(octets), format, octets.length / 4)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
