package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Alice's call to bob, in which each says a tone and records what comes, so that it can be told for how long each heard nothing.
 */
final class Talk implements AutoCloseable {
    private static final int OURS = 700;
    private static final int THEIRS = 523;
    private static final int TRIES = 120;
    private static final Duration STEADY = Duration.ofMillis(500);
    /** What a change brings has come about by then, or is heard of in the recording. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private static int count;

    private final String name;
    private final Phone alice;
    private final Phone bob;
    private final Path heardByAlice;
    private final Path heardByBob;

    /** One of the two telephones. */
    @FunctionalInterface
    interface End {
        /** Starts it, with its home in the environment and with what it says and records among the options. */
        Phone start(Map<String, String> home, List<String> options);
    }

    private Talk(String name, Phone alice, Phone bob, Path heardByAlice, Path heardByBob) {
        this.name = name;
        this.alice = alice;
        this.bob = bob;
        this.heardByAlice = heardByAlice;
        this.heardByBob = heardByBob;
    }

    /** Registers both, has alice call bob, and waits until each hears the other. */
    static Talk begin(Lab lab, String name, End alice, End bob) {
        var number = ++count;
        var heardByAlice = lab.folder().resolve("alice-" + number + ".wav");
        var heardByBob = lab.folder().resolve("bob-" + number + ".wav");
        var first = start(lab, alice, "alice", OURS, heardByAlice);
        try {
            var second = start(lab, bob, "bob", THEIRS, heardByBob);
            var talk = new Talk(name, first, second, heardByAlice, heardByBob);
            try {
                talk.connect(lab);
                return talk;
            } catch (RuntimeException | Error e) {
                second.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            first.close();
            throw e;
        }
    }

    private void connect(Lab lab) {
        alice.next("registered");
        bob.next("registered");
        alice.say("call " + lab.address("trunk_67890"));
        bob.next("media-connected");
        alice.next("media-connected");
        bothHear();
    }

    private static Phone start(Lab lab, End end, String who, int hz, Path heard) {
        var said = Tone.write(lab.folder().resolve(who + ".wav"), hz, Duration.ofMinutes(5), 0.5);
        return end.start(
                Map.of("TRUNKLINE_HOME", lab.folder().resolve("home-" + who).toString()),
                List.of("--play", said.toString(), "--record", heard.toString()));
    }

    /** Bob, or an alice to whose network nothing happens, at the sound server that is given. */
    static End as(Lab lab, Pulse sound, String user, String... more) {
        return (home, options) -> {
            Map<String, String> environment = new HashMap<>(home);
            environment.putAll(sound.environment());
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of(more));
            return Phone.start(lab, environment, "listen", user, lab.wss(), all.toArray(String[]::new));
        };
    }

    Phone alice() {
        return alice;
    }

    Phone bob() {
        return bob;
    }

    void bothHear() {
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
        print(
                "the telephone heard nothing for %.2f s, the far side for %.2f s",
                seconds(Gaps.longest(heardByAlice)), seconds(Gaps.longest(heardByBob)));
        alice.say("hold");
        bob.next("remote-hold");
        alice.next("hold");
        endsWell();
    }

    /** From alice's hold on. */
    void endsWell() {
        alice.say("unhold");
        bob.next("remote-unhold");
        alice.next("unhold");
        alice.say("dtmf 5");
        assertThat(bob.next("dtmf").get("digit").getAsString()).isEqualTo("5");
        bob.say("hangup");
        assertThat(alice.next("ended").get("by").getAsString()).isEqualTo("remote");
        bob.next("ended");
        print("hold, a digit and BYE worked afterwards");
    }

    /** How much each has heard. */
    record Heard(Duration byAlice, Duration byBob) {}

    Heard heard() {
        return new Heard(Gaps.length(heardByAlice), Gaps.length(heardByBob));
    }

    /** Says for how long each heard nothing from then on. */
    void hearsAgain(String since, Heard then) {
        LockSupport.parkNanos(SETTLED.toNanos());
        bothHear();
        print(
                "from " + since + " the telephone heard nothing for %.2f s, the far side for %.2f s",
                seconds(Gaps.silenceFrom(heardByAlice, then.byAlice())),
                seconds(Gaps.silenceFrom(heardByBob, then.byBob())));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    private void print(String what, Object... figures) {
        System.out.println("measured: " + name + ": " + String.format(Locale.ROOT, what, figures));
    }

    @Override
    public void close() {
        alice.close();
        bob.close();
    }
}
