package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Another end is given its time, and is found not to be there once. */
class MoveWatchTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private boolean connected;
    private int inVain;
    private final MoveWatch watch =
            new MoveWatch(loop, () -> CompletableFuture.completedFuture(connected), () -> inVain++);

    private void pass(Duration time) {
        loop.advance(time);
        loop.settle();
    }

    @Test
    void tellsOnceThatNothingCameOfIt() {
        watch.begin();
        pass(MoveWatch.PATIENCE.minusMillis(1));
        assertThat(inVain).isZero();
        pass(Duration.ofMillis(1));
        assertThat(inVain).isEqualTo(1);
        pass(MoveWatch.PATIENCE.multipliedBy(3));
        assertThat(inVain).isEqualTo(1);
    }

    @Test
    void isContentWhereTheConnectionIsThere() {
        watch.begin();
        connected = true;
        pass(MoveWatch.PATIENCE.multipliedBy(2));
        assertThat(inVain).isZero();
    }

    @Test
    void countsFromTheLastMove() {
        watch.begin();
        pass(Duration.ofSeconds(3));
        watch.begin();
        pass(Duration.ofSeconds(3));
        assertThat(inVain).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(inVain).isEqualTo(1);
    }

    @Test
    void saysNothingOfACallThatIsOver() {
        watch.begin();
        watch.stop();
        pass(MoveWatch.PATIENCE);
        assertThat(inVain).isZero();
    }
}
