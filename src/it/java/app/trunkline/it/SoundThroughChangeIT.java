package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What happens to the network of a telephone that talks, seen from both ends: alice is one cable away from the server and from
 * bob, who has a network that nothing happens to. Printed is how long each heard nothing.
 */
@Tag("alone")
class SoundThroughChangeIT {
    private static final Duration ABSENCE = Duration.ofSeconds(20);
    private static Lab lab;
    private static Pulse elsewhere;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE);
        elsewhere = lab.pulse("elsewhere");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    /** Alice has a network of her own. */
    private record Away(PhoneNetwork network, Talk talk) implements AutoCloseable {
        static Away begin(String name) {
            var network = PhoneNetwork.of(lab);
            try {
                var talk = Talk.begin(
                        lab,
                        name,
                        (home, options) -> {
                            List<String> all = new ArrayList<>(options);
                            all.addAll(List.of("--keepalive", "120"));
                            return Phone.listen(lab, network, home, all.toArray(String[]::new));
                        },
                        Talk.as(lab, elsewhere, "trunk_67890"));
                return new Away(network, talk);
            } catch (RuntimeException | Error e) {
                network.close();
                throw e;
            }
        }

        @Override
        public void close() {
            talk.close();
            network.close();
        }
    }

    @Test
    void anotherAddress() {
        try (Away away = Away.begin("another address")) {
            away.network.address(7);
            away.talk.alice().next("registered");
            away.talk.goesOn();
        }
    }

    @Test
    void aReset() {
        try (Away away = Away.begin("a reset")) {
            away.network.breakConnections();
            away.talk.alice().next("disconnected");
            away.talk.alice().next("registered");
            away.talk.goesOn();
        }
    }

    /** The cable is out for so long, then in again. */
    @Test
    void theLinkIsDownForTwentySeconds() {
        var name = "the link is down for 20 s";
        try (Away away = Away.begin(name)) {
            var alice = away.talk.alice();
            away.network.link(false);
            var down = System.nanoTime();
            alice.next("disconnected");
            LockSupport.parkNanos(ABSENCE.toNanos() - (System.nanoTime() - down));
            var heard = away.talk.heard();
            var up = System.currentTimeMillis();
            away.network.link(true);
            Measured.print(name + ": from the link's return until registered", up, alice.next("registered"));
            away.talk.hearsAgain("the link's return", heard);
            away.talk.goesOn();
        }
    }

    /** Nothing tells the telephone but that its hold is not answered. */
    @Test
    void whatTheServerSendsIsLostForTwentySeconds() {
        var name = "what the server sends is lost for 20 s";
        try (Away away = Away.begin(name)) {
            var alice = away.talk.alice();
            away.network.signallingPasses(false);
            var silent = System.currentTimeMillis();
            alice.say("hold");
            Measured.print(name + ": from a hold until the connection is given up", silent, alice.next("disconnected"));
            LockSupport.parkNanos(ABSENCE.toNanos()
                    - Duration.ofMillis(System.currentTimeMillis() - silent).toNanos());
            assertThat(alice.events().all("ended")).isEmpty();
            var passes = System.currentTimeMillis();
            away.network.signallingPasses(true);
            Measured.print(name + ": from when they pass until registered", passes, alice.next("registered"));
            Measured.print(name + ": and until the hold has come about", passes, alice.next("hold"));
            away.talk.bob().next("remote-hold");
            away.talk.endsWell();
        }
    }
}
