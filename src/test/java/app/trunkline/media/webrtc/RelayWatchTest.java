package app.trunkline.media.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A relay by which nothing comes is told from a far side that is silent and from a path that is none of a relay's. */
class RelayWatchTest {
    private static final Duration PATIENCE = RelayWatch.LOOK.multipliedBy(RelayWatch.QUIET);
    private static final Duration YIELDING = RelayWatch.LOOK.multipliedBy(RelayWatch.QUIET_YIELDING);

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<Boolean> told = new ArrayList<>();
    private String pair = "one";
    private long arrived = 100;
    private boolean relayed = true;
    private boolean yields;
    private final RelayWatch watch = new RelayWatch(
            loop, () -> CompletableFuture.completedFuture(new PathTraffic(pair, arrived, relayed, yields)), told::add);

    private void pass(Duration time) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(RelayWatch.LOOK)) {
            loop.advance(RelayWatch.LOOK);
            loop.settle();
        }
    }

    private void begin() {
        watch.begin();
        loop.settle();
    }

    @Test
    void tellsOnceThatNothingComesAndOnceThatSomethingComesAgain() {
        begin();
        pass(PATIENCE.minus(RelayWatch.LOOK));
        assertThat(told).isEmpty();
        pass(RelayWatch.LOOK);
        assertThat(told).containsExactly(false);
        pass(PATIENCE.multipliedBy(5));
        assertThat(told).containsExactly(false);
        pair = "another";
        arrived = 0;
        pass(RelayWatch.LOOK);
        assertThat(told).containsExactly(false);
        arrived = 1;
        pass(RelayWatch.LOOK);
        assertThat(told).containsExactly(false, true);
        pass(PATIENCE);
        assertThat(told).containsExactly(false, true, false);
    }

    @Test
    void theSameWhereThereIsNoPairAtAllAnyMore() {
        begin();
        pair = "";
        relayed = false;
        pass(PATIENCE);
        assertThat(told).containsExactly(false);
    }

    /** ICE alone goes on. */
    @Test
    void aFarSideThatIsSilentIsThere() {
        begin();
        for (var i = 0; i < 20; i++) {
            pass(PATIENCE.minus(RelayWatch.LOOK));
            arrived++;
            pass(RelayWatch.LOOK);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aPathWithoutARelayIsNotLookedAt() {
        relayed = false;
        begin();
        pass(PATIENCE.multipliedBy(3));
        assertThat(told).isEmpty();
    }

    @Test
    void oneOfTwoRelayedEndsGivesWay() {
        yields = true;
        begin();
        pass(YIELDING.minus(RelayWatch.LOOK));
        assertThat(told).isEmpty();
        pass(RelayWatch.LOOK);
        assertThat(told).containsExactly(false);
    }

    @Test
    void saysNothingOfACallThatIsOver() {
        begin();
        watch.stop();
        pass(PATIENCE);
        assertThat(told).isEmpty();
    }
}
