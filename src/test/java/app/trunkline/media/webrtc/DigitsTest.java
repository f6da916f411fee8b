package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Digits one after the other, and none while the sound goes over to another path. */
class DigitsTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final StringBuilder sent = new StringBuilder();
    private final Digits digits = new Digits(loop, (digit, tone) -> sent.append(digit));

    @Test
    void oneAfterTheOther() {
        digits.add("12");
        assertThat(sent).hasToString("1");
        loop.advance(Digits.TONE.plus(Digits.GAP));
        assertThat(sent).hasToString("12");
    }

    @Test
    void whatComesInAPassageWaitsForItsEnd() {
        digits.pathChanges();
        digits.add("1");
        loop.advance(Digits.PASSAGE.minusMillis(1));
        assertThat(sent).isEmpty();
        digits.add("2");
        loop.advance(Duration.ofMillis(1));
        assertThat(sent).hasToString("1");
        loop.advance(Digits.TONE.plus(Digits.GAP));
        assertThat(sent).hasToString("12");
    }

    @Test
    void soDoesWhatWaitedBefore() {
        digits.add("12");
        digits.pathChanges();
        loop.advance(Digits.PASSAGE.minusMillis(1));
        assertThat(sent).hasToString("1");
        digits.pathChanges();
        loop.advance(Digits.PASSAGE);
        assertThat(sent).hasToString("12");
    }

    @Test
    void noneOnceStopped() {
        digits.pathChanges();
        digits.add("1");
        digits.stop();
        loop.advance(Duration.ofMinutes(1));
        assertThat(sent).isEmpty();
    }
}
