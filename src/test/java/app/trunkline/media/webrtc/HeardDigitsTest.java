package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digits in what is heard, each once, and none in what is no digit. */
class HeardDigitsTest {
    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};

    private final StringBuilder told = new StringBuilder();
    private final HeardDigits digits = new HeardDigits(told::append);
    private int rate = 48_000;
    private long time;

    private void hear(int milliseconds, double volume, double... hertz) {
        for (int passed = 0; passed < milliseconds; passed += 10) {
            var frame = new short[rate / 100];
            for (int i = 0; i < frame.length; i++, time++) {
                double sum = 0;
                for (double each : hertz) {
                    sum += Math.sin(2 * Math.PI * each * time / rate);
                }
                frame[i] = (short) (32767 * volume * sum);
            }
            digits.onSamples(frame, rate);
        }
    }

    private void key(char key, int milliseconds) {
        int at = KEYS.indexOf(key);
        hear(milliseconds, 0.2, LOW[at / 4], HIGH[at % 4]);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000, 48_000})
    void tellsEachDigitOnce(int sampleRate) {
        rate = sampleRate;
        for (char key : KEYS.toCharArray()) {
            key(key, 100);
            hear(60, 0);
        }
        assertThat(told).hasToString(KEYS);
    }

    @Test
    void tellsTheSameDigitTwiceWhereItIsPressedTwice() {
        key('5', 160);
        hear(50, 0);
        key('5', 160);
        key('6', 80);
        assertThat(told).hasToString("556");
    }

    @Test
    void hearsAGapOfAPacketWithinADigitAsOneDigit() {
        key('8', 60);
        hear(10, 0);
        key('8', 60);
        assertThat(told).hasToString("8");
    }

    @Test
    void takesNoClickForADigit() {
        key('1', 20);
        hear(100, 0);
        assertThat(told).isEmpty();
    }

    @Test
    void takesNoOtherTonesForDigits() {
        hear(300, 0.2, 350, 440);
        hear(300, 0.2, 440, 480);
        hear(300, 0.2, 480, 620);
        hear(300, 0.2, 697);
        hear(300, 0.2, 1336);
        hear(300, 0.1, 697, 1209, 2100);
        hear(300, 0.001, 697, 1209);
        assertThat(told).isEmpty();
    }

    @Test
    void takesNoNoiseForDigits() {
        var random = new Random(1);
        for (int n = 0; n < 2000; n++) {
            var frame = new short[480];
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (short) (random.nextGaussian() * 4000);
            }
            digits.onSamples(frame, 48_000);
        }
        assertThat(told).isEmpty();
    }
}
