package app.trunkline.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {
    @Test
    void aPerfectCallHasTheDefaultRating() {
        assertThat(EModel.rating(Duration.ZERO, 0, "PCMU")).isEqualTo(93.2);
        assertThat(EModel.mos(Duration.ZERO, 0, "PCMU")).isCloseTo(4.41, within(0.005));
    }

    /** The pairs of G.107 table B.1. */
    @ParameterizedTest
    @CsvSource({"90, 4.34", "80, 4.03", "70, 3.60", "60, 3.10", "50, 2.58", "0, 1.0", "-5, 1.0", "100, 4.5", "120, 4.5"
    })
    void ratingBecomesOpinion(double rating, double mos) {
        assertThat(EModel.mos(rating)).isCloseTo(mos, within(0.006));
    }

    /** Idd of G.107 by its formula: nothing to 100 ms, worked out by hand for the rest. */
    @ParameterizedTest
    @CsvSource({"0, 0", "100, 0", "150, 0.1635", "200, 3.0444", "300, 14.7607", "400, 24.0701"})
    void delayBeyondAHundredMillisecondsImpairs(long ms, double impairment) {
        assertThat(93.2 - EModel.rating(Duration.ofMillis(ms), 0, "PCMU")).isCloseTo(impairment, within(0.001));
    }

    @Test
    void lossImpairsAsTheCodecBearsIt() {
        // (95 - 0) * 5 / (5 + 25.1) = 15.78
        assertThat(EModel.rating(Duration.ZERO, 5, "PCMA")).isCloseTo(93.2 - 15.78, within(0.01));
        // 11 + (95 - 11) * 5 / (5 + 19) = 28.5
        assertThat(EModel.rating(Duration.ZERO, 5, "G729")).isCloseTo(93.2 - 28.5, within(0.01));
    }

    @Test
    void nothingLeavesTheScale() {
        for (double loss : new double[] {-3, 0, 1, 20, 100, 400}) {
            for (long ms : new long[] {0, 50, 150, 400, 2000, 60_000}) {
                assertThat(EModel.mos(Duration.ofMillis(ms), loss, "opus")).isBetween(1.0, 4.5);
            }
        }
    }
}
