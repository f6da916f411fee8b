package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The program is killed in the midst of a call through Kamailio with a telephone made by others, and started again: the same call goes on
 * in both directions, and everything that a call can do works in it. What is heard is told by its frequency.
 */
@Tag("alone")
class ResumedCallIT {
    private static final int THEIRS = 440;
    private static final int OURS = 700;
    private static final Duration LISTEN = Duration.ofMillis(700);
    private static final int TRIES = 12;
    private static Lab lab;
    private static Path tone;

    @BeforeAll
    static void start() throws IOException {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.BROWSER);
        tone = Tone.write(lab.folder().resolve("ours.wav"), OURS, Duration.ofMinutes(2), 0.5);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Phone phone(Path kept) {
        return Phone.start(
                lab, "listen", "trunk_12345", lab.wss(), "--play", tone.toString(), "--keep-calls", kept.toString());
    }

    private static Path folder(String name) throws IOException {
        return Files.createDirectories(lab.folder().resolve("kept-" + name));
    }

    private static void kill(Phone phone) {
        assertThat(ProcessHandle.of(phone.pid()).orElseThrow().destroyForcibly())
                .isTrue();
        phone.exitStatus();
    }

    private static void bothHear(JsSipPhone far) {
        var here = lab.pulse().hear("spk", LISTEN);
        for (int i = 0; i < TRIES && !here.is(THEIRS); i++) {
            here = lab.pulse().hear("spk", LISTEN);
        }
        assertThat(here).as("here").matches(heard -> heard.is(THEIRS));
        var there = far.hear(LISTEN);
        for (int i = 0; i < TRIES && !there.is(OURS); i++) {
            there = far.hear(LISTEN);
        }
        assertThat(there).as("there").matches(heard -> heard.is(OURS));
    }

    /** Kills the telephone and starts it again; what goes on is told with its figures. */
    private static Phone again(Phone phone, Path kept, String name) {
        long killed = System.currentTimeMillis();
        kill(phone);
        long started = System.currentTimeMillis();
        var next = phone(kept);
        next.next("resuming");
        var registered = next.next("registered").get("t").getAsLong();
        var resumed = next.next("resumed");
        next.events().once("audio-in", any -> true);
        var heard = next.events().all("audio-in").getFirst().get("t").getAsLong();
        System.out.printf(
                "%s: from the new start to registered %.1f s, to a path %.1f s, to sound %.1f s; away for %.1f s, told %s s%n",
                name,
                (registered - started) / 1000.0,
                (resumed.get("t").getAsLong() - started) / 1000.0,
                (heard - started) / 1000.0,
                (heard - killed) / 1000.0,
                resumed.get("seconds"));
        return next;
    }

    /** Hold and BYE work in both directions. */
    private static void isACall(Phone phone, JsSipPhone far, boolean weHangUp) {
        bothHear(far);
        phone.say("hold");
        phone.next("hold");
        far.next("hold");
        phone.say("unhold");
        phone.next("unhold");
        far.next("unhold");
        far.hold();
        phone.next("remote-hold");
        far.unhold();
        phone.next("remote-unhold");
        bothHear(far);
        if (weHangUp) {
            phone.say("hangup");
            assertThat(far.next("ended").get("originator").getAsString()).isEqualTo("remote");
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("local");
        } else {
            far.hangUp();
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("remote");
        }
    }

    @Test
    void aCallThatWePlacedGoesOn() throws IOException {
        var kept = folder("placed");
        try (JsSipPhone far = JsSipPhone.register(lab, "trunk_67890", THEIRS, "--auto-answer");
                Phone first = phone(kept)) {
            first.next("registered");
            first.say("call " + lab.address("trunk_67890"));
            first.next("media-connected");
            bothHear(far);
            try (Phone second = again(first, kept, "we placed it")) {
                isACall(second, far, true);
            }
        }
    }

    @Test
    void aCallThatWeTookGoesOn() throws IOException {
        var kept = folder("taken");
        try (JsSipPhone far = JsSipPhone.register(lab, "trunk_67890", THEIRS);
                Phone first = phone(kept)) {
            first.next("registered");
            far.call(lab.address("trunk_12345"));
            first.next("media-connected");
            bothHear(far);
            try (Phone second = again(first, kept, "they placed it")) {
                isACall(second, far, false);
            }
        }
    }

    @Test
    void whoHungUpMeanwhileIsNotFoundAndThatIsTold() throws IOException {
        var kept = folder("gone");
        try (JsSipPhone far = JsSipPhone.register(lab, "trunk_67890", THEIRS, "--auto-answer");
                Phone first = phone(kept)) {
            first.next("registered");
            first.say("call " + lab.address("trunk_67890"));
            first.next("media-connected");
            kill(first);
            far.hangUp();
            far.next("ended");
            try (Phone second = phone(kept)) {
                second.next("resuming");
                assertThat(second.next("ended").get("cause").getAsString()).isEqualTo("not-resumed");
                assertThat(far.events().all("incoming")).hasSize(1);
            }
        }
    }

    @Test
    void whatWasEndedIsNotResumed() throws IOException {
        var kept = folder("ended");
        try (JsSipPhone far = JsSipPhone.register(lab, "trunk_67890", THEIRS, "--auto-answer");
                Phone first = phone(kept)) {
            first.next("registered");
            first.say("call " + lab.address("trunk_67890"));
            first.next("media-connected");
            first.say("quit");
            far.next("ended");
            first.exitStatus();
            try (Phone second = phone(kept)) {
                second.next("registered");
                assertThat(second.events().all("resuming")).isEmpty();
            }
        }
    }
}
