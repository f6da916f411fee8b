package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.WavFile;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A disk that fills up under a recording: the call goes on, the person is told, and what was written can be played. */
class FullDiskIT {
    private static final int OURS = 700;
    private static final int NETWORK = 1000;
    private static final double HEARD = -40;

    private static Lab lab;
    private static Path tone;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9008"), Lab.PULSE);
        tone = Tone.write(lab.folder().resolve("ours.wav"), OURS, Duration.ofMinutes(5), 0.3);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Predicate<JsonObject> state(String state) {
        return event -> event.get("state").getAsString().equals(state);
    }

    /** The same with the file that the command line names for what is heard. */
    @Test
    void theCommandLinesOwnRecordingEndsAndTheCallGoesOn() throws Exception {
        var folder = lab.folder().resolve("small");
        try (SmallDisk disk = SmallDisk.at(folder);
                Phone phone = Phone.call(
                        lab, "9008", "--record", folder.resolve("heard.wav").toString())) {
            phone.next("audio-in");
            disk.limit(phone);
            var failed = phone.next("recording", state("failed"));
            assertThat(failed.get("text").getAsString()).contains("The recording ended", disk.words());
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(NETWORK));
            WavFile.open(folder.resolve("heard.wav")).close();
            assertThat(Tone.of(folder.resolve("heard.wav"), Duration.ofMillis(300)))
                    .matches(t -> t.is(NETWORK));
            disk.assertLeftAlone(phone);
            phone.say("hangup");
            phone.next("ended");
            assertThat(phone.exitStatus()).isZero();
        }
    }

    /** On a null sink the own voice begins up to two seconds after the call. */
    private static void spoken(Path heard) {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!(Chord.of(heard, 0).last(Duration.ofMillis(300)).db(OURS) > HEARD)) {
            assertThat(System.nanoTime()).as("the far side never heard us").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void theRecordingEndsAndTheCallGoesOn() throws Exception {
        try (Network network = lab.network();
                SmallDisk disk = SmallDisk.at(lab.folder().resolve("home/recordings"));
                Phone phone = Phone.call(lab, "9008", "--play", tone.toString())) {
            phone.next("audio-in");
            spoken(Path.of(network.next("9008", "sound").get("file").getAsString()));
            disk.limit(phone);
            phone.say("record agree");
            var file = Path.of(
                    phone.next("recording", state("started")).get("file").getAsString());
            var failed = phone.next("recording", state("failed"));
            assertThat(failed.get("text").getAsString()).contains("The recording ended", disk.words());

            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(NETWORK));
            try (var wav = WavFile.open(file)) {
                assertThat(wav.duration()).isGreaterThan(Duration.ofMillis(700));
                assertThat(44 + 4 * wav.rate() * wav.duration().toMillis() / 1000)
                        .as("all of it is in the file, as its head says")
                        .isLessThanOrEqualTo(Files.size(file));
            }
            assertThat(Chord.of(file, 0).last(Duration.ofMillis(500)).db(OURS)).isGreaterThan(HEARD);
            assertThat(Chord.of(file, 1).last(Duration.ofMillis(500)).db(NETWORK))
                    .isGreaterThan(HEARD);
            disk.assertLeftAlone(phone);

            // There is room now: the next one goes well.
            phone.say("record on");
            phone.next("recording", state("started"));
            phone.say("record off");
            phone.next("recording", state("stopped"));
            phone.say("hangup");
            phone.next("ended");
            assertThat(phone.exitStatus()).isZero();
            var heard = Path.of(network.next("9008", "ended").get("file").getAsString());
            assertThat(Chord.of(heard, 0).last(Duration.ofSeconds(1)).db(OURS)).isGreaterThan(HEARD);
        }
    }
}
