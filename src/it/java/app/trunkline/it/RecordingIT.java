package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls recorded by the packaged program: who is on which side, and what the far side is told. */
@Tag("alone")
class RecordingIT {
    private static final int OURS = 700;
    private static final int NETWORK = 1000;
    private static final int ALICE = 523;
    private static final int NOTICE = 1400;
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

    private static Path settings() {
        return lab.folder().resolve("home/config/settings.json");
    }

    /** The user has agreed before, and settled this. */
    private static void agreed(String notice, String folder) throws IOException {
        Files.createDirectories(settings().getParent());
        Files.writeString(settings(), """
            {"schemaVersion": 1, "recording": {"agreed": true, "notice": "%s", "folder": "%s"}}
            """.formatted(notice, folder));
    }

    /** So much more of the conversation. */
    private static void talk(Path file, Duration time) {
        var until = Chord.of(file, 0).length().plus(time);
        long end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (Chord.of(file, 0).length().compareTo(until) < 0) {
            assertThat(System.nanoTime()).as("the file grows").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }

    private static Path started(Phone phone) {
        var event = phone.next("recording", e -> e.get("state").getAsString().equals("started"));
        var file = Path.of(event.get("file").getAsString());
        long end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!Files.exists(file) || file.toFile().length() < 44) {
            assertThat(System.nanoTime()).as("the file is made").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return file;
    }

    @Test
    void bothSidesAreInTheFileAndTheUserIsAskedOnce() throws Exception {
        Files.deleteIfExists(settings());
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", ALICE, "--auto-answer");
                Phone phone = Phone.call(lab, lab.address("alice"), "--play", tone.toString())) {
            phone.next("audio-in");
            phone.say("record on");
            assertThat(phone.next("error").get("text").getAsString()).contains("everyone on a call must agree");
            phone.say("record agree");
            var file = started(phone);
            assertThat(file.getParent()).isEqualTo(lab.folder().resolve("home/recordings"));
            talk(file, Duration.ofSeconds(3));
            phone.say("mute");
            talk(file, Duration.ofSeconds(2));
            phone.say("unmute");
            talk(file, Duration.ofSeconds(2));
            assertThat(alice.levels(Duration.ofSeconds(1), List.of(OURS, NOTICE)))
                    .satisfies(heard -> assertThat(heard.get(NOTICE)).isLessThan(UNHEARD))
                    .satisfies(heard -> assertThat(heard.get(OURS)).isGreaterThan(HEARD));
            phone.say("record off");
            phone.next("recording", e -> e.get("state").getAsString().equals("stopped"));
            phone.say("record on");
            var second = started(phone);
            assertThat(second).isNotEqualTo(file);
            talk(second, Duration.ofSeconds(1));
            phone.say("hangup");
            phone.next("ended");
            assertThat(phone.exitStatus()).isZero();
            assertThat(settings()).content().contains("\"agreed\": true");
            try (var wav = WavFile.open(file)) {
                assertThat(wav.rate()).isEqualTo(48_000);
                assertThat(wav.duration()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(14));
            }
            WavFile.open(second).close();
            var left = Chord.of(file, 0);
            var right = Chord.of(file, 1);
            assertThat(left.length()).isEqualTo(right.length());
            var whole = Duration.ofSeconds(1);
            assertThat(left.part(whole, whole).db(OURS)).isGreaterThan(HEARD);
            assertThat(left.part(whole, whole).db(ALICE)).isLessThan(UNHEARD);
            assertThat(right.part(whole, whole).db(ALICE)).isGreaterThan(HEARD);
            assertThat(right.part(whole, whole).db(OURS)).isLessThan(UNHEARD);
            assertThat(left.part(Duration.ofMillis(4000), whole).db())
                    .as("muted")
                    .isEqualTo(-120);
            assertThat(right.part(Duration.ofMillis(4000), whole).db(ALICE)).isGreaterThan(HEARD);
            assertThat(left.last(whole).db(OURS)).isGreaterThan(HEARD);
        }
    }

    /** Told by a tone; and what a conference says to one of it is on the left of its file. */
    @Test
    void theNoticeIsHeardAndAConferenceIsRecorded() throws Exception {
        agreed("tone", "");
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", ALICE, "--auto-answer");
                Network network = lab.network();
                Phone phone = Phone.call(lab, "9008", "--play", tone.toString())) {
            phone.next("audio-in");
            phone.say("record on");
            var first = started(phone);
            talk(first, Duration.ofSeconds(3));
            phone.say("record off");
            phone.next("recording", e -> e.get("state").getAsString().equals("stopped"));
            assertThat(loudest(Chord.of(first, 0), NOTICE)).as("what was sent").isGreaterThan(HEARD);
            phone.say("call " + lab.address("alice"));
            phone.next("audio-in", event -> event.get("call").getAsInt() == 2);
            phone.say("conference");
            phone.next("conference");
            phone.say("record on");
            var both = started(phone);
            talk(both, Duration.ofSeconds(4));
            phone.say("hangup");
            phone.next("ended");
            var heard = Path.of(network.next("9008", "ended").get("file").getAsString());
            assertThat(loudest(Chord.of(heard, 0), NOTICE))
                    .as("what the network heard")
                    .isGreaterThan(HEARD);
            alice.next("ended");
            assertThat(phone.exitStatus()).isZero();
            var left = Chord.of(both, 0).last(Duration.ofMillis(1500));
            var right = Chord.of(both, 1).last(Duration.ofMillis(1500));
            assertThat(left.db(OURS)).isGreaterThan(HEARD);
            assertThat(left.db(NETWORK)).as("sent to alice").isGreaterThan(HEARD);
            assertThat(right.db(ALICE)).isGreaterThan(HEARD);
            assertThat(right.db(NETWORK)).isLessThan(UNHEARD);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsToldAndTheCallGoesOn() throws Exception {
        var blocked = Files.writeString(lab.folder().resolve("no-folder"), "a file");
        agreed("none", blocked.toString());
        try (Phone phone = Phone.call(lab, "9008", "--play", tone.toString())) {
            phone.next("audio-in");
            phone.say("record on");
            var failed =
                    phone.next("recording", e -> e.get("state").getAsString().equals("failed"));
            assertThat(failed.get("text").getAsString()).contains("its file cannot be written");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(NETWORK));
            phone.say("hangup");
            phone.next("ended");
            assertThat(phone.exitStatus()).isZero();
        }
    }

    private static double loudest(Chord sound, int hz) {
        double loudest = -120;
        for (var at = Duration.ZERO; at.compareTo(sound.length()) < 0; at = at.plusMillis(100)) {
            loudest = Math.max(loudest, sound.part(at, Duration.ofMillis(100)).db(hz));
        }
        return loudest;
    }
}
