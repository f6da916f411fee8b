package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls of the packaged program to and from the telephone network and a browser, the sound proven by its frequency. */
@Tag("alone")
class CallIT {
    private static final int OURS = 700;
    private static Lab lab;
    private static Path tone;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.NETWORK, Lab.PULSE, Lab.BROWSER);
        tone = Tone.write(lab.folder().resolve("ours.wav"), OURS, Duration.ofMinutes(1), 0.5);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Phone call(String number, String... options) {
        return Phone.call(lab, number, options);
    }

    private static void endsAs(Phone phone, String by, int code, int status) {
        var ended = phone.next("ended");
        assertThat(ended.get("by").getAsString()).isEqualTo(by);
        assertThat(ended.get("code").getAsInt()).isEqualTo(code);
        assertThat(phone.exitStatus()).isEqualTo(status);
    }

    @Test
    void bothSidesHearOneAnotherThroughTheNetwork() {
        var heard = lab.folder().resolve("echo.wav");
        try (Network network = lab.network();
                Phone phone = call("9001", "--play", tone.toString(), "--record", heard.toString(), "--for", "4")) {
            phone.next("audio-in");
            endsAs(phone, "local", 0, 0);
            assertThat(network.heardInCall("9001")).matches(t -> t.is(OURS));
            assertThat(Tone.of(heard, Duration.ofSeconds(2))).matches(t -> t.is(OURS));
        }
    }

    @Test
    void theNetworksToneComesOutOfTheSpeaker() {
        try (Phone phone = call("9008")) {
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(2))).matches(t -> t.is(1000));
            assertThat(lab.pulse().hear("spk2", Duration.ofSeconds(1))).matches(Tone::isSilence);
            phone.say("hangup");
            endsAs(phone, "local", 0, 0);
        }
    }

    @Test
    void theChosenSpeakerIsReallyUsed() {
        try (Phone phone = call("9008", "--output", "spk2")) {
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk2", Duration.ofSeconds(2))).matches(t -> t.is(1000));
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(Tone::isSilence);
        }
    }

    @Test
    void theChosenMicrophoneIsReallyUsed() throws Exception {
        try (AutoCloseable chosen = lab.pulse().say(440, "mic2");
                AutoCloseable other = lab.pulse().say(880, "mic");
                Network network = lab.network();
                Phone phone = call("9001", "--input", "micsrc2", "--for", "4")) {
            assertThat(chosen).isNotSameAs(other);
            phone.next("audio-in");
            endsAs(phone, "local", 0, 0);
            assertThat(network.heardInCall("9001")).matches(t -> t.is(440));
        }
    }

    @Test
    void nobodyAnswers() {
        var ringing = Scenario.called().reply("180 Ringing", "").pause(3_000).reply("480 Temporarily Unavailable", "");
        try (SippLine line = SippLine.open(lab, ringing.expect("ACK").file(lab));
                Phone phone = call(line.address())) {
            phone.next("progress", e -> e.get("code").getAsInt() == 180);
            endsAs(phone, "remote", 480, 3);
            line.succeeds();
        }
    }

    /** 9003 rings for 30 seconds and gives up. */
    @Test
    @Tag("soak")
    void nobodyAnswersForLong() {
        try (Phone phone = call("9003")) {
            phone.next("progress", e -> e.get("code").getAsInt() == 180);
            endsAs(phone, "remote", 480, 3);
        }
    }

    @Test
    void everyEndHasItsCode() {
        try (Phone phone = call("9002")) {
            endsAs(phone, "remote", 486, 3);
        }
        try (Phone phone = call("9004")) {
            endsAs(phone, "remote", 603, 3);
        }
        try (Phone phone = call("9005")) {
            endsAs(phone, "remote", 404, 3);
        }
        try (Phone phone = call("9007")) {
            endsAs(phone, "remote", 0, 0);
        }
    }

    @Test
    void canBeGivenUpWhileItRings() {
        try (Network network = lab.network();
                Phone phone = call("9003")) {
            phone.next("progress", e -> e.get("code").getAsInt() == 180);
            phone.say("hangup");
            assertThat(phone.next("ended").get("cause").getAsString()).isEqualTo("cancelled-here");
            network.next("9003", "ended");
        }
    }

    @Test
    void hearsEarlyMedia() {
        try (Phone phone = call("9006", "--for", "1")) {
            phone.next("early-media");
            phone.next("audio-in");
            phone.next("accepted");
            endsAs(phone, "local", 0, 0);
        }
    }

    @Test
    void sendsEveryDigitByRfc4733AndByInfo() {
        for (var mode : new String[] {"rfc4733", "info"}) {
            try (Network network = lab.network();
                    Phone phone = call("9009", "--dtmf", "0123456789*#", "--dtmf-mode", mode)) {
                var digits = new StringBuilder();
                for (var i = 0; i < 12; i++) {
                    digits.append(network.nextDigit("9009", mode));
                }
                assertThat(digits).as(mode).hasToString("0123456789*#");
                phone.say("hangup");
                phone.next("ended");
            }
        }
    }

    @Test
    void holdsAndResumes() {
        try (Network network = lab.network();
                Phone phone = call("9008")) {
            phone.next("audio-in");
            phone.say("hold");
            phone.next("hold");
            network.next("9008", "direction");
            phone.say("unhold");
            phone.next("unhold");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(3))).matches(t -> t.is(1000));
            phone.say("hangup");
            phone.next("ended");
        }
    }

    @Test
    void isHeldAndTakenBack() {
        try (Phone phone = call("9010")) {
            phone.next("audio-in");
            phone.next("remote-hold");
            phone.next("remote-unhold");
            phone.say("hangup");
            phone.next("ended");
        }
    }

    @Test
    void answersTheNetworkAndIsHungUpOn() {
        var heard = lab.folder().resolve("in.wav");
        try (Network network = lab.network();
                Phone phone = Phone.listen(lab, "--play", tone.toString(), "--record", heard.toString())) {
            var sipp = Sipp.call(lab, "trunk_12345", "in-hangs-up", "--stay", "5000");
            assertThat(phone.next("incoming").toString()).contains("Network Caller");
            phone.next("audio-in");
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("remote");
            sipp.succeeds();
            assertThat(network.heardInCall("in-tone")).matches(t -> t.is(OURS));
            assertThat(Tone.of(heard, Duration.ofSeconds(1))).matches(t -> t.is(800));
        }
    }

    @Test
    void answersAnInviteWithoutAnOffer() {
        try (Phone phone = Phone.listen(lab)) {
            var sipp = Sipp.call(lab, "trunk_12345", "in-delayed-offer");
            phone.next("confirmed");
            // It may be heard before the ACK is.
            phone.events().once("audio-in", any -> true);
            phone.say("hangup");
            phone.next("ended");
            sipp.succeeds();
        }
    }

    @Test
    void aCallerWhoGivesUpIsAMissedCall() {
        try (Phone phone = Phone.listen(lab, "--answer-after", "-1")) {
            var sipp = Sipp.call(lab, "trunk_12345", "in-cancels", "--stay", "1000");
            phone.next("incoming");
            assertThat(phone.next("ended").get("cause").getAsString()).isEqualTo("cancelled-there");
            sipp.succeeds();
        }
    }

    @Test
    void rejectsACaller() {
        try (Phone phone = Phone.listen(lab, "--reject", "603")) {
            var sipp = Sipp.call(lab, "trunk_12345", "in-refused");
            assertThat(phone.next("ended").get("code").getAsInt()).isEqualTo(603);
            sipp.succeeds();
        }
    }

    @Test
    void callsABrowserAndBothHear() {
        var heard = lab.folder().resolve("jssip.wav");
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", 523, "--auto-answer");
                Phone phone = call(lab.address("alice"), "--play", tone.toString(), "--record", heard.toString())) {
            phone.next("audio-in");
            alice.next("audio-in");
            assertThat(alice.hear(Duration.ofSeconds(1))).matches(t -> t.is(OURS));
            alice.hangUp();
            endsAs(phone, "remote", 0, 0);
            assertThat(Tone.of(heard, Duration.ofSeconds(1))).matches(t -> t.is(523));
        }
    }

    @Test
    void isCalledByABrowserAndBothHear() {
        var heard = lab.folder().resolve("jssip-in.wav");
        try (Phone phone = Phone.listen(lab, "--play", tone.toString(), "--record", heard.toString());
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 659)) {
            bob.call(lab.address("trunk_12345"));
            phone.next("audio-in");
            bob.next("audio-in");
            assertThat(bob.hear(Duration.ofSeconds(1))).matches(t -> t.is(OURS));
            phone.say("hangup");
            bob.next("ended");
            phone.next("ended");
            assertThat(Tone.of(heard, Duration.ofSeconds(1))).matches(t -> t.is(659));
        }
    }

    @Test
    void callsInARowFromOneProcess() {
        callsInARow(5);
    }

    @Test
    @Tag("soak")
    void twentyCallsInARowFromOneProcess() {
        callsInARow(20);
    }

    private static void callsInARow(int count) {
        try (Phone phone = call("9001", "--calls", Integer.toString(count), "--for", "1")) {
            for (var i = 0; i < count; i++) {
                phone.next("media-connected");
                phone.next("ended");
            }
            assertThat(phone.exitStatus()).isZero();
        }
    }
}
