package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ReconnectorTest {
    private static final TransportFailure CLOSED = new TransportFailure(Kind.CLOSED_BY_SERVER, "");
    private static final TransportFailure REFUSED = new TransportFailure(Kind.REFUSED, "");

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private int tries;
    private Duration spread = Duration.ofSeconds(8);
    private final Reconnector reconnector = reconnector(7);

    private Reconnector reconnector(long seed) {
        return new Reconnector(loop, new Random(seed), () -> spread, () -> tries++);
    }

    private Duration planned(Reconnector which) {
        return Duration.between(loop.now(), which.retryAt().orElseThrow());
    }

    /** The waits of a hundred telephones after so many failures, in seconds; each failure after a wait to the end. */
    private DoubleStream waits(int failures) {
        return new Random(1).longs(100).mapToDouble(seed -> {
            var one = reconnector(seed);
            for (var i = 0; i < failures; i++) {
                one.lost(REFUSED);
                loop.advance(planned(one));
            }
            one.lost(REFUSED);
            var wait = planned(one).toNanos() / 1e9;
            one.stop();
            return wait;
        });
    }

    private static void held(Reconnector one, VirtualEventLoop loop) {
        one.connected();
        loop.advance(Duration.ofMinutes(5));
    }

    @Test
    void theFirstWaitIsWithinAQuarterOfTheSpread() {
        assertThat(waits(0).summaryStatistics())
                .satisfies(s -> assertThat(s.getMax()).isBetween(1.5, 2.0))
                .satisfies(s -> assertThat(s.getMin()).isLessThan(0.5));
        spread = Duration.ofSeconds(120);
        assertThat(waits(0).max().orElseThrow()).isBetween(25.0, 30.0);
    }

    @Test
    void eachWaitMayBeTwiceAsLongAsTheOneBeforeUpToTheSpread() {
        assertThat(waits(1).max().orElseThrow()).isBetween(3.0, 4.0);
        assertThat(waits(2).max().orElseThrow()).isBetween(6.0, 8.0);
        assertThat(waits(3).max().orElseThrow()).isBetween(7.0, 16.0);
    }

    /** So that a server that was away for as long has everybody back within a spread. */
    @Test
    void noWaitIsLongerThanTheSpreadOrTheTrouble() {
        for (var seed = 0; seed < 200; seed++) {
            var one = reconnector(seed);
            var begun = loop.now();
            for (var i = 0; i < 15; i++) {
                one.lost(REFUSED);
                var trouble = Duration.between(begun, loop.now());
                assertThat(planned(one))
                        .isLessThanOrEqualTo(trouble.compareTo(spread) > 0 ? trouble : spread)
                        .isLessThanOrEqualTo(Duration.ofMinutes(2));
                loop.advance(planned(one));
            }
        }
    }

    @Test
    void aServerThatTakesAndDropsConnectionsIsNotHammered() {
        held(reconnector, loop);
        reconnector.lost(CLOSED);
        for (var i = 0; i < 200; i++) {
            loop.advance(planned(reconnector));
            reconnector.connected();
            loop.advance(Duration.ofSeconds(1));
            reconnector.lost(CLOSED);
        }
        assertThat(tries).isEqualTo(200);
        assertThat(Duration.between(loop.now(), loop.now().plus(planned(reconnector))))
                .isLessThanOrEqualTo(Duration.ofMinutes(2));
        var begun = loop.now();
        for (var i = 0; i < 20; i++) {
            loop.advance(planned(reconnector));
            reconnector.connected();
            reconnector.lost(CLOSED);
        }
        assertThat(Duration.between(begun, loop.now())).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void aFlowThatHeldAndFellSilentOrLostItsAddressIsReplacedAtOnceAndOnlyOnce() {
        var moved = reconnector(1);
        held(moved, loop);
        moved.lost(new TransportFailure(Kind.MOVED, ""));
        assertThat(planned(moved)).isZero();
        moved.stop();
        var silent = new TransportFailure(Kind.SILENT, "");
        held(reconnector, loop);
        reconnector.lost(silent);
        assertThat(planned(reconnector)).isZero();
        loop.settle();
        assertThat(tries).isEqualTo(1);
        reconnector.connected();
        reconnector.lost(silent);
        assertThat(planned(reconnector)).isPositive();
    }

    /** Not all of them in the same second either. */
    @Test
    void aServerThatAsksToBeLeftAloneIs() {
        var busy = new TransportFailure(Kind.HANDSHAKE_REFUSED, "503", "", Optional.of(Duration.ofSeconds(60)));
        assertThat(new Random(1)
                        .longs(100)
                        .mapToObj(seed -> {
                            var one = reconnector(seed);
                            one.lost(busy);
                            return planned(one);
                        })
                        .distinct())
                .hasSizeGreaterThan(90)
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(60)) >= 0);
    }

    @Test
    void hurriesWhatWaitsWhenTheNetworkIsBack() {
        reconnector.lost(REFUSED);
        reconnector.now();
        assertThat(tries).isEqualTo(1);
        assertThat(reconnector.retryAt()).isEmpty();
        reconnector.now();
        loop.advance(Duration.ofHours(1));
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void givesUpWhenStopped() {
        reconnector.lost(REFUSED);
        reconnector.stop();
        loop.advance(Duration.ofHours(1));
        assertThat(tries).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }
}
