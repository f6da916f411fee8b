package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The laboratory without the program: when this fails, no other end-to-end test says anything about the program. */
class LaboratoryIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void telephoneHearsItselfFromTheNetworkAndTheNetworkHearsIt() {
        try (Network network = lab.network();
                JsSipPhone alice = JsSipPhone.register(lab, "alice", 523)) {
            alice.call(lab.address("9001"));
            alice.next("audio-in");
            assertThat(alice.hear(Duration.ofSeconds(1))).matches(tone -> tone.is(523));
            alice.hangUp();
            assertThat(network.heardInCall("9001")).matches(tone -> tone.is(523));
        }
        assertThat(lab.serverEvents("registered"))
                .anyMatch(event -> event.get("user").getAsString().equals("alice"));
        assertThat(lab.sipTrace()).contains("INVITE sip:9001@" + lab.get("DOMAIN"));
    }

    @Test
    void networkCallsATelephone() {
        try (JsSipPhone bob = JsSipPhone.register(lab, "bob", 659, "--auto-answer")) {
            Sipp call = Sipp.call(lab, "bob", "in-hangs-up", "--stay", "1500");
            bob.next("audio-in");
            assertThat(bob.hear(Duration.ofMillis(500))).matches(tone -> tone.is(800));
            assertThat(bob.next("ended").get("originator").getAsString()).isEqualTo("remote");
            assertThat(call.succeeds()).endsWith("@network");
        }
    }

    /** However many come up at the same time, in this process or another. */
    @Test
    void noTwoLaboratoriesHaveAPortInCommon() {
        var others = Stream.generate(() -> CompletableFuture.supplyAsync(() -> Lab.start(Lab.PULSE)))
                .limit(3)
                .toList();
        try {
            var blocks = Stream.concat(Stream.of(lab), others.stream().map(CompletableFuture::join))
                    .map(each -> each.get("PORT_BLOCK"))
                    .toList();
            assertThat(blocks).hasSize(4).doesNotHaveDuplicates();
            assertThat(lab.port("WSS"))
                    .isBetween(Integer.parseInt(blocks.getFirst()) + 1, Integer.parseInt(blocks.getFirst()) + 999);
        } finally {
            others.forEach(each -> each.join().close());
        }
    }

    @Test
    void soundServerCarriesAToneToTheSinkItWasPlayedInto() throws Exception {
        Pulse pulse = lab.pulse("second");
        try (AutoCloseable voice = pulse.say(700, "spk2")) {
            assertThat(voice).isNotNull();
            // The first measure only waits until the player has begun.
            pulse.hear("spk2", Duration.ofSeconds(1));
            assertThat(pulse.hear("spk2", Duration.ofSeconds(1))).matches(tone -> tone.is(700));
            assertThat(pulse.hear("spk", Duration.ofSeconds(1))).matches(Tone::isSilence);
        }
    }

    @Test
    void serverGoesAwayAndComesBackOnItsPorts() {
        try (JsSipPhone alice = JsSipPhone.register(lab, "trunk_12345", 0)) {
            lab.stop(Lab.KAMAILIO);
            alice.next("disconnected");
            lab.startAgain(Lab.KAMAILIO);
            alice.next("connected");
        }
    }
}
