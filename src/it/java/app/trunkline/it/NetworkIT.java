package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.network.MachineNetwork;
import app.trunkline.network.NetworkNews;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to a phone's network, and how soon its line is back. Pings of its own come every two minutes here. */
@Tag("alone")
class NetworkIT {
    private static final Duration LINK_DOWN = Duration.ofSeconds(Long.getLong("linkDown", 5));
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    /** The notice alone, and the look that follows it, without a phone. */
    @Test
    void theKernelTellsOfAChange() throws Exception {
        try (PhoneNetwork network = PhoneNetwork.of(lab)) {
            BlockingQueue<MachineNetwork> told = new LinkedBlockingQueue<>();
            try (var news =
                    NetworkNews.open(() -> told.add(MachineNetwork.now())).orElseThrow()) {
                assertThat(news).isNotNull();
                var asked = System.nanoTime();
                network.serverIsReached(false);
                assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
                System.out.println(String.format(
                        Locale.ROOT,
                        "measured: an address taken away, from before the command until the new ones are known: %.1f ms",
                        (System.nanoTime() - asked) / 1e6));
                network.serverIsReached(true);
                assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
            told.clear();
            network.serverIsReached(false);
            network.serverIsReached(true);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            assertThat(told).isEmpty();
        }
    }

    private static Phone listen(PhoneNetwork network) {
        var phone = Phone.listen(lab, network, Map.of(), "--keepalive", "120");
        phone.next("registered");
        return phone;
    }

    @Test
    void anotherAddressIsRegisteredAtOnce() {
        try (PhoneNetwork network = PhoneNetwork.of(lab);
                Phone phone = listen(network)) {
            var changed = System.currentTimeMillis();
            network.address(7);
            var lost = phone.next("disconnected");
            assertThat(lost.get("kind").getAsString()).isEqualTo("moved");
            Measured.print("another address, until the old connection is given up", changed, lost);
            Measured.print("and until the line is registered again", changed, phone.next("registered"));
        }
    }

    @Test
    void aLinkThatComesBackIsUsedAtOnce() {
        try (PhoneNetwork network = PhoneNetwork.of(lab);
                Phone phone = listen(network)) {
            var down = System.currentTimeMillis();
            network.link(false);
            Measured.print("the link is down, until the connection is given up", down, phone.next("disconnected"));
            LockSupport.parkNanos(LINK_DOWN.toNanos());
            var up = System.currentTimeMillis();
            network.link(true);
            Measured.print(
                    "the link is back after " + LINK_DOWN.toSeconds() + " s, until the line is registered again",
                    up,
                    phone.next("registered"));
        }
    }

    /** Nothing tells the phone: it finds out because nothing answers its call. */
    @Test
    void packetsThatAreLostWithoutAWordAreFoundOutByACall() {
        try (PhoneNetwork network = PhoneNetwork.of(lab);
                Phone phone = listen(network)) {
            network.serverIsReached(false);
            phone.say("call 9001");
            var asked = phone.next("invite-sent").get("t").getAsLong();
            var lost = phone.next("disconnected");
            assertThat(lost.get("kind").getAsString()).isEqualTo("silent");
            Measured.print("packets are lost, from the INVITE until the connection is given up", asked, lost);
            var healed = System.currentTimeMillis();
            network.serverIsReached(true);
            Measured.print(
                    "and from when they are not, until the line is registered", healed, phone.next("registered"));
        }
    }

    /** The connection breaks while the name cannot be looked up; the system keeps no answers here. */
    @Test
    void aServerWhoseNameCannotBeLookedUpIsFoundWhereItWas() {
        try (PhoneNetwork network = PhoneNetwork.of(lab);
                Phone phone = Phone.listen(
                        lab,
                        network,
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                "-Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0 -Dsun.net.inetaddr.stale.ttl=0"),
                        "--keepalive",
                        "120")) {
            phone.next("registered");
            network.nameWorks(false);
            var broken = System.currentTimeMillis();
            network.breakConnections();
            phone.next("disconnected");
            Measured.print(
                    "a reset while the name cannot be looked up, until the line is registered again",
                    broken,
                    phone.next("registered"));
        }
    }
}
