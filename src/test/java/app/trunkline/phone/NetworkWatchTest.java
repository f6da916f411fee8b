package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.network.MachineNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NetworkWatchTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<NetworkWatch.Change> changes = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private MachineNetwork network = with("192.0.2.1");
    private int looks;

    private static MachineNetwork with(String... addresses) {
        return new MachineNetwork(
                Arrays.stream(addresses).map(NetworkWatchTest::address).collect(Collectors.toSet()),
                Arrays.stream(addresses).map(each -> "eth0 " + each).collect(Collectors.toSet()),
                Set.of());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private NetworkWatch watch(boolean systemTells) {
        var watch = new NetworkWatch(
                loop,
                Runnable::run,
                new NetworkWatch.Sources(
                        () -> {
                            looks++;
                            return network;
                        },
                        news -> {
                            listeners.add(news);
                            return systemTells ? Optional.of(() -> closed.add("news")) : Optional.empty();
                        }),
                changes::add);
        watch.start();
        loop.settle();
        return watch;
    }

    private void news() {
        listeners.getLast().run();
        loop.settle();
    }

    @Test
    void theSystemsWordIsEnough() {
        watch(true);
        network = with("192.0.2.7");
        news();
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.network().has(address("192.0.2.7"))).isTrue();
            assertThat(change.network().has(address("192.0.2.1"))).isFalse();
            assertThat(change.network().has(address("127.0.0.1"))).isTrue();
            assertThat(change.lessThanBefore()).isTrue();
        });
    }

    @Test
    void oneMoreAddressTakesNothingAway() {
        watch(true);
        network = with("192.0.2.1", "2001:db8::1");
        news();
        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.lessThanBefore()).isFalse());
    }

    /** As when the cable is pulled: the address stays, and cannot be used. */
    @Test
    void aLinkThatGoesAndComesIsAChangeEachTime() {
        watch(true);
        network = new MachineNetwork(network.addresses(), Set.of(), Set.of());
        news();
        network = with("192.0.2.1");
        news();
        assertThat(changes)
                .satisfiesExactly(
                        down -> {
                            assertThat(down.network().connected()).isFalse();
                            assertThat(down.lessThanBefore()).isFalse();
                        },
                        up -> assertThat(up.network().connected()).isTrue());
    }

    @Test
    void anotherWayOutIsAChange() {
        watch(true);
        network = new MachineNetwork(network.addresses(), network.usable(), Set.of("tun0 00000000"));
        news();
        assertThat(changes).hasSize(1);
    }

    @Test
    void newsOfNothingChangesNothing() {
        watch(true);
        news();
        news();
        assertThat(changes).isEmpty();
    }

    /** Whatever changes while we look is looked at once more. */
    @Test
    void aStormOfNewsIsLookedAtTwice() {
        watch(true);
        var before = looks;
        for (var i = 0; i < 50; i++) {
            listeners.getLast().run();
        }
        loop.advance(Duration.ofMillis(50));
        network = with("192.0.2.9");
        loop.advance(Duration.ofMillis(500));
        assertThat(looks - before).isLessThanOrEqualTo(3);
        assertThat(changes).hasSize(1);
    }

    @Test
    void looksByItselfWhereTheSystemTellsNothing() {
        watch(false);
        network = with("192.0.2.7");
        loop.advance(Duration.ofSeconds(3));
        assertThat(changes).hasSize(1);
    }

    @Test
    void doesNotLookByItselfWhereTheSystemTells() {
        watch(true);
        var before = looks;
        loop.advance(Duration.ofMinutes(5));
        assertThat(looks).isEqualTo(before);
    }

    /** The clock went on and nothing else did. */
    @Test
    void noticesThatTheMachineSlept() {
        watch(true);
        loop.advance(Duration.ofSeconds(10));
        loop.sleep(Duration.ofMinutes(2));
        loop.advance(Duration.ofSeconds(1));
        assertThat(changes).hasSize(1);
        loop.advance(Duration.ofMinutes(5));
        assertThat(changes).hasSize(1);
    }

    @Test
    void nothingIsLeftOfIt() {
        var watch = watch(true);
        watch.close();
        assertThat(closed).containsExactly("news");
        network = with("192.0.2.7");
        news();
        loop.advance(Duration.ofMinutes(5));
        assertThat(changes).isEmpty();
        assertThat(loop.pendingTimers()).isZero();
    }
}
