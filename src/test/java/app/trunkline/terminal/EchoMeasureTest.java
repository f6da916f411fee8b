package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EchoMeasureTest {
    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    /** Syllables of a fixed but irregular rhythm. */
    private static short[] speech(long seed) {
        var random = new Random(seed);
        var sound = new short[5 * RATE];
        for (var at = 0; at < sound.length; ) {
            var length = RATE / 20 + random.nextInt(RATE / 5);
            var loud = random.nextInt(3) * 4_000;
            for (var i = at; i < Math.min(sound.length, at + length); i++) {
                sound[i] = (short) (loud * Math.sin(i * 0.3));
            }
            at += length;
        }
        return sound;
    }

    private Path wav(String name, short[] samples) throws IOException {
        var bytes = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        bytes.putShort((short) 2).putShort((short) 16);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        for (var sample : samples) {
            bytes.putShort(sample);
        }
        return Files.write(folder.resolve(name), bytes.array());
    }

    private static short[] later(short[] sound, int samples, double gain) {
        var moved = new short[sound.length + samples];
        for (var i = 0; i < sound.length; i++) {
            moved[samples + i] = (short) (sound[i] * gain);
        }
        return moved;
    }

    @Test
    void findsHowLateAndHowLoud() throws IOException {
        var said = speech(1);
        var echo = EchoMeasure.of(wav("said.wav", said), wav("heard.wav", later(said, RATE * 3 / 10, 0.25)));
        assertThat(echo.delay()).isEqualTo(Duration.ofMillis(300));
        assertThat(echo.likeness()).isGreaterThan(0.99);
        assertThat(echo.level()).isBetween(-40.0, -20.0);
    }

    @Test
    void somethingElseIsNoEcho() throws IOException {
        var echo = EchoMeasure.of(wav("said.wav", speech(1)), wav("heard.wav", speech(2)));
        assertThat(echo.likeness()).isLessThan(0.5);
    }

    @Test
    void silenceIsNoEcho() throws IOException {
        var echo = EchoMeasure.of(wav("said.wav", speech(1)), wav("heard.wav", new short[4 * RATE]));
        assertThat(echo.likeness()).isZero();
        assertThat(echo.level()).isLessThan(-200);
    }
}
