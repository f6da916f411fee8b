package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who hears whom in a conference, by the frequency that each of them says, at telephones made by others. */
@Tag("alone")
class ConferenceIT {
    private static final int OURS = 700;
    private static final int NETWORK = 1000;
    private static final int ALICE = 523;
    private static final int BOB = 1500;
    private static final List<Integer> ALL = List.of(OURS, NETWORK, ALICE, BOB);
    private static final Duration LISTEN = Duration.ofMillis(800);
    /** A voice, and less than a trace of one, in dB of full scale. */
    private static final double HEARD = -40;

    private static final double UNHEARD = -55;

    private static Lab lab;
    private static Path tone;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9008"), Lab.PULSE, Lab.BROWSER);
        tone = Tone.write(lab.folder().resolve("ours.wav"), OURS, Duration.ofMinutes(5), 0.3);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    /** Waits until exactly these are heard, which may take a moment after a change. */
    private static void hears(String who, Supplier<Map<Integer, Double>> ear, Integer... voices) {
        Map<Integer, Double> heard = Map.of();
        for (int i = 0; i < 15; i++) {
            heard = ear.get();
            if (heard.entrySet().stream()
                    .allMatch(each -> Set.of(voices).contains(each.getKey())
                            ? each.getValue() > HEARD
                            : each.getValue() < UNHEARD)) {
                return;
            }
        }
        throw new AssertionError(who + " should hear " + List.of(voices) + " alone, but hears " + heard);
    }

    private static Supplier<Map<Integer, Double>> ear(JsSipPhone phone) {
        return () -> phone.levels(LISTEN, ALL);
    }

    /** What the network hears in the newest call of 9008, from now on. */
    private static Supplier<Map<Integer, Double>> network() {
        return () -> {
            var file = newest();
            var before = Chord.of(file, 0).length();
            var end = System.nanoTime() + Events.PATIENCE.toNanos();
            while (Chord.of(file, 0).length().minus(before).compareTo(LISTEN) < 0 && System.nanoTime() < end) {
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
            return Chord.of(file, 0).last(LISTEN).levels(ALL);
        };
    }

    private static Path newest() {
        try (var files = Files.list(lab.folder().resolve("network"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("9008-"))
                    .max(java.util.Comparator.comparing(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("9008-|\\.wav", ""))))
                    .orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean calls(JsonObject event, int count) {
        return event.getAsJsonArray("calls").size() == count;
    }

    /** The phone in a call with the network and another with alice. */
    private static Phone twoCalls() {
        var phone = Phone.call(lab, "9008", "--play", tone.toString());
        phone.next("audio-in");
        phone.say("call " + lab.address("alice"));
        phone.next("hold");
        phone.next("audio-in", event -> event.get("call").getAsInt() == 2);
        return phone;
    }

    @Test
    void eachHearsTheOthersAndNotItself() {
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", ALICE, "--auto-answer");
                JsSipPhone bob = JsSipPhone.register(lab, "bob", BOB);
                Phone phone = twoCalls()) {
            hears("alice alone", ear(alice), OURS);
            phone.say("conference");
            phone.next("conference", event -> calls(event, 2));
            hears("alice", ear(alice), OURS, NETWORK);
            hears("the network", network(), OURS, ALICE);

            phone.say("mute");
            hears("alice while we are muted", ear(alice), NETWORK);
            hears("the network while we are muted", network(), ALICE);
            phone.say("unmute");
            hears("alice again", ear(alice), OURS, NETWORK);

            // A third one calls, is answered while the conference waits, and is taken in.
            bob.call(lab.address("trunk_12345"));
            phone.next("incoming");
            phone.say("answer");
            phone.next("audio-in", event -> event.get("call").getAsInt() == 3);
            hears("bob in private", ear(bob), OURS);
            hears("alice on hold", ear(alice));
            phone.say("conference");
            phone.next("conference", event -> calls(event, 3));
            hears("bob", ear(bob), OURS, NETWORK, ALICE);
            hears("alice of three", ear(alice), OURS, NETWORK, BOB);
            hears("the network of three", network(), OURS, ALICE, BOB);

            // Alice is taken out, to be spoken with alone; the others wait together.
            phone.say("split 2");
            phone.next("conference", event -> calls(event, 2));
            hears("alice taken out", ear(alice), OURS);
            hears("bob on hold meanwhile", ear(bob));
            phone.say("conference");
            phone.next("conference", event -> calls(event, 3));
            hears("alice taken in again", ear(alice), OURS, NETWORK, BOB);

            // Alice puts us on hold and comes back.
            alice.hold();
            phone.next("remote-hold");
            hears("bob without alice", ear(bob), OURS, NETWORK);
            alice.unhold();
            phone.next("remote-unhold");
            hears("bob with alice", ear(bob), OURS, NETWORK, ALICE);

            // The network's call is dropped; the others still hear one another.
            phone.say("hangup 1");
            phone.next("conference", event -> calls(event, 2));
            hears("alice without the network", ear(alice), OURS, BOB);
            hears("bob without the network", ear(bob), OURS, ALICE);

            phone.say("split");
            phone.next("conference", event -> calls(event, 0));
            hears("alice apart", ear(alice), OURS);
            hears("bob apart, on hold", ear(bob));
            phone.say("swap");
            hears("bob apart", ear(bob), OURS);
            hears("alice apart, on hold", ear(alice));

            phone.say("conference");
            phone.next("conference", event -> calls(event, 2));
            hears("alice together again", ear(alice), OURS, BOB);
            bob.hangUp();
            phone.next("conference", event -> calls(event, 0));
            hears("alice, an ordinary call", ear(alice), OURS);
            phone.say("conference");
            phone.next("error");
            phone.say("hangup");
            phone.next("ended");
            assertThat(phone.exitStatus()).isZero();
        }
    }

    /** Native code that is fed from two sides aborts the process: it would not live through this. */
    @Test
    void tenConferencesWithHoldBetween() {
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", ALICE, "--auto-answer");
                Phone phone = twoCalls()) {
            for (int i = 0; i < 10; i++) {
                phone.say("conference");
                phone.next("conference", event -> calls(event, 2));
                phone.say("hold");
                phone.next("hold");
                phone.say("unhold");
                phone.next("unhold");
                if (i % 5 == 4) {
                    hears("alice in conference " + i, ear(alice), OURS, NETWORK);
                    hears("the network in conference " + i, network(), OURS, ALICE);
                }
                phone.say("split");
                phone.next("conference", event -> calls(event, 0));
            }
            phone.say("conference");
            phone.next("conference", event -> calls(event, 2));
            phone.say("hangup");
            phone.next("ended");
            phone.next("ended");
            alice.next("ended");
            assertThat(phone.exitStatus()).isZero();
        }
    }
}
