package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final int OURS = 700;
    private static final int THEIRS = 523;
    private static final int TRIES = 120;
    private static final Duration STEADY = Duration.ofMillis(500);
    /** What a change brings has come about by then, or is heard of in the recording. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private static Lab lab;
    private static Pulse elsewhere;
    private static int count;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE);
        elsewhere = lab.pulse("elsewhere");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String tone(String name, int hz) {
        return Tone.write(lab.folder().resolve(name), hz, Duration.ofMinutes(5), 0.5)
                .toString();
    }

    /** Alice's call to bob. */
    private static final class Talk implements AutoCloseable {
        private final String name;
        private final PhoneNetwork network = PhoneNetwork.of(lab);
        private final Path heardByAlice;
        private final Path heardByBob;
        private final Phone alice;
        private final Phone bob;

        Talk(String name) {
            this.name = name;
            heardByAlice = lab.folder().resolve("alice-" + ++count + ".wav");
            heardByBob = lab.folder().resolve("bob-" + count + ".wav");
            alice = Phone.listen(
                    lab,
                    network,
                    Map.of("TRUNKLINE_HOME", lab.folder().resolve("home-alice").toString()),
                    "--keepalive",
                    "120",
                    "--play",
                    tone("ours.wav", OURS),
                    "--record",
                    heardByAlice.toString());
            bob = Phone.start(
                    lab,
                    Map.of(
                            "TRUNKLINE_HOME",
                            lab.folder().resolve("home-bob").toString(),
                            "PULSE_SERVER",
                            elsewhere.environment().get("PULSE_SERVER")),
                    "listen",
                    "trunk_67890",
                    lab.wss(),
                    "--play",
                    tone("theirs.wav", THEIRS),
                    "--record",
                    heardByBob.toString());
            alice.next("registered");
            bob.next("registered");
            alice.say("call " + lab.address("trunk_67890"));
            bob.next("media-connected");
            alice.next("media-connected");
            bothHear();
        }

        private void bothHear() {
            for (var heard : List.of(heardByAlice, heardByBob)) {
                var sound = Gaps.endsWithSound(heard, STEADY);
                for (var i = 0; i < TRIES && !sound; i++) {
                    LockSupport.parkNanos(STEADY.toNanos());
                    sound = Gaps.endsWithSound(heard, STEADY);
                }
                assertThat(sound).as("sound in %s", heard).isTrue();
            }
        }

        /** The change is over: both hear one another again, and what a person does in a call works. */
        void goesOn() {
            LockSupport.parkNanos(SETTLED.toNanos());
            bothHear();
            var silence = String.format(
                    Locale.ROOT,
                    "the telephone heard nothing for %.2f s, the far side for %.2f s",
                    Gaps.longest(heardByAlice).toMillis() / 1_000.0,
                    Gaps.longest(heardByBob).toMillis() / 1_000.0);
            alice.say("hold");
            bob.next("remote-hold");
            alice.next("hold");
            alice.say("unhold");
            bob.next("remote-unhold");
            alice.next("unhold");
            alice.say("dtmf 5");
            assertThat(bob.next("dtmf").get("digit").getAsString()).isEqualTo("5");
            bob.say("hangup");
            assertThat(alice.next("ended").get("by").getAsString()).isEqualTo("remote");
            bob.next("ended");
            System.out.println("measured: " + name + ": " + silence + "; hold, a digit and BYE worked afterwards");
        }

        @Override
        public void close() {
            alice.close();
            bob.close();
            network.close();
        }
    }

    @Test
    void anotherAddress() {
        try (Talk talk = new Talk("another address")) {
            talk.network.address(7);
            talk.alice.next("registered");
            talk.goesOn();
        }
    }

    @Test
    void aReset() {
        try (Talk talk = new Talk("a reset")) {
            talk.network.breakConnections();
            talk.alice.next("disconnected");
            talk.alice.next("registered");
            talk.goesOn();
        }
    }
}
