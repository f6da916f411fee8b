package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconnectorTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private int tries;
    private final Reconnector reconnector = new Reconnector(loop, new Random(7), () -> tries++);

    private Duration planned() {
        return Duration.between(loop.now(), reconnector.retryAt().orElseThrow());
    }

    @Test
    void triesAtOnceAfterAConnectionWasLost() {
        reconnector.connected();
        loop.advance(Duration.ofMinutes(5));
        reconnector.lost();
        assertThat(planned()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        loop.advance(Duration.ofSeconds(2));
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void waitsLongerAfterEachFailureUpToHalfAnHour() {
        var longest = Duration.ofSeconds(30);
        for (var i = 0; i < 10; i++) {
            reconnector.lost();
            assertThat(planned()).isBetween(longest.dividedBy(2), longest);
            loop.advance(longest);
            longest = longest.multipliedBy(2).compareTo(Duration.ofSeconds(1_800)) > 0
                    ? Duration.ofSeconds(1_800)
                    : longest.multipliedBy(2);
        }
        assertThat(tries).isEqualTo(10);
    }

    @Test
    void aServerThatTakesAndDropsConnectionsIsNotHammered() {
        reconnector.connected();
        reconnector.lost();
        loop.advance(Duration.ofSeconds(2));
        reconnector.connected();
        reconnector.lost();
        assertThat(planned()).isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void hurriesWhatWaitsWhenTheNetworkIsBack() {
        reconnector.lost();
        reconnector.now();
        assertThat(tries).isEqualTo(1);
        assertThat(reconnector.retryAt()).isEmpty();
        reconnector.now();
        loop.advance(Duration.ofHours(1));
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void givesUpWhenStopped() {
        reconnector.lost();
        reconnector.stop();
        loop.advance(Duration.ofHours(1));
        assertThat(tries).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }
}
