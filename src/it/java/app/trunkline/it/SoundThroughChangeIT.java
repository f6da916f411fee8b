package app.trunkline.it;

import java.util.ArrayList;
import java.util.List;
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
}
