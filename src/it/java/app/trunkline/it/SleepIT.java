package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A machine that sleeps in mid-call: the whole program stands still, and goes on. The far side is still there. */
@Tag("alone")
class SleepIT {
    /** The shortest after which native ICE says FAILED on waking. */
    private static final Duration ASLEEP = Duration.ofSeconds(Long.getLong("asleep", 36));

    private static final int OURS = 700;
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.NETWORK, Lab.PULSE);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void theCallGoesOnWithSoundAfterWaking() throws Exception {
        try (AutoCloseable said = lab.pulse().say(OURS);
                Phone phone = Phone.call(lab, "9001")) {
            assertThat(said).isNotNull();
            phone.next("audio-in");
            sleep(phone);
            phone.next("media-restarting");
            phone.next("media-connected");
            phone.next("quality");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(2))).matches(t -> t.is(OURS));
            phone.say("hangup");
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("local");
        }
    }

    private static void sleep(Phone phone) throws InterruptedException {
        signal("STOP", phone);
        Thread.sleep(ASLEEP);
        signal("CONT", phone);
    }

    private static void signal(String name, Phone phone) {
        Commands.run(Map.of(), List.of("kill", "-" + name, Long.toString(phone.pid())));
    }
}
