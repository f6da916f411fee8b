package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What the far side hears on hold, by the frequency that each of them says, at telephones made by others. */
@Tag("alone")
class HoldMusicIT {
    private static final int OURS = 700;
    private static final int NETWORK = 1000;
    private static final int ALICE = 523;
    private static final int MUSIC = 1800;
    private static final List<Integer> ALL = List.of(OURS, NETWORK, ALICE, MUSIC);
    private static final Duration LISTEN = Duration.ofMillis(600);
    /** A voice, and less than a trace of one, in dB of full scale. */
    private static final double HEARD = -40;

    private static final double UNHEARD = -55;

    private static Lab lab;
    private static JsSipPhone alice;
    private static Path tone;
    private static Path music;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9008"), Lab.PULSE, Lab.BROWSER);
        alice = JsSipPhone.register(lab, "alice", ALICE, "--auto-answer");
        tone = Tone.write(lab.folder().resolve("ours.wav"), OURS, Duration.ofMinutes(5), 0.3);
        music = stereo(lab.folder().resolve("music.wav"));
    }

    /** Much shorter than any hold: whoever listens hears its end and its beginning again. */
    private static Path stereo(Path wav) {
        var words = "-n -r 44100 -c 2 -b 24 %s synth 0.3 sine %d vol 0.3".formatted(wav, MUSIC);
        Commands.run(
                Map.of(),
                java.util.stream.Stream.concat(java.util.stream.Stream.of("sox"), List.of(words.split(" ")).stream())
                        .toList());
        return wav;
    }

    @AfterAll
    static void stop() {
        alice.close();
        lab.close();
    }

    /** Waits until exactly these are heard, which may take a moment after a change, and then goes on being so. */
    private static void hears(String who, Supplier<Map<Integer, Double>> ear, Integer... voices) {
        Map<Integer, Double> heard = Map.of();
        int right = 0;
        for (int i = 0; i < 16; i++) {
            heard = ear.get();
            right = heard.entrySet().stream()
                            .allMatch(each -> Set.of(voices).contains(each.getKey())
                                    ? each.getValue() > HEARD
                                    : each.getValue() < UNHEARD)
                    ? right + 1
                    : 0;
            if (right == 2) {
                return;
            }
        }
        throw new AssertionError(who + " should hear " + List.of(voices) + " alone, but hears " + heard);
    }

    private static Supplier<Map<Integer, Double>> ear(JsSipPhone phone) {
        return () -> phone.levels(LISTEN, ALL);
    }

    /** What the network hears in the newest call of 9008, from now on. */
    private static Map<Integer, Double> atTheNetwork() {
        var file = newest();
        var before = Chord.of(file, 0).length();
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (Chord.of(file, 0).length().minus(before).compareTo(LISTEN) < 0 && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        return Chord.of(file, 0).last(LISTEN).levels(ALL);
    }

    private static Path newest() {
        try (var files = Files.list(lab.folder().resolve("network"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("9008-"))
                    .max(java.util.Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Phone call(String target, String... options) {
        var all = new java.util.ArrayList<>(List.of("--play", tone.toString()));
        all.addAll(List.of(options));
        var phone = Phone.call(lab, target, all.toArray(String[]::new));
        phone.next("audio-in");
        return phone;
    }

    /** The one who is held hears music, and neither us nor the one whom we talk to meanwhile. */
    @Test
    void whoIsHeldHearsTheMusicAndNobodyElse() {
        try (Network network = lab.network();
                Phone phone = call(lab.address("alice"), "--hold-music", music.toString())) {
            hears("alice", ear(alice), OURS);
            phone.say("hold");
            phone.next("hold");
            alice.next("hold");
            hears("alice on hold", ear(alice), MUSIC);
            phone.say("unhold");
            phone.next("unhold");
            hears("alice again", ear(alice), OURS);

            phone.say("call 9008");
            phone.next("hold", event -> event.get("call").getAsInt() == 1);
            phone.next("audio-in", event -> event.get("call").getAsInt() == 2);
            hears("alice beside another call", ear(alice), MUSIC);
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(NETWORK));
            phone.say("hangup 2");
            phone.next("ended", event -> event.get("call").getAsInt() == 2);
            var file = Path.of(network.next("9008", "ended").get("file").getAsString());
            var last = Chord.of(file, 0).last(LISTEN);
            assertThat(last.db(OURS)).as("the network").isGreaterThan(HEARD);
            assertThat(last.db(MUSIC)).as("the network").isLessThan(UNHEARD);

            phone.say("unhold");
            phone.next("unhold", event -> event.get("call").getAsInt() == 1);
            hears("alice at last", ear(alice), OURS);
            phone.say("hangup");
            phone.next("ended");
            assertThat(phone.exitStatus()).isZero();
        }
    }

    /** RFC 3264 section 8.4 on the wire, and what a gateway's PCMU leaves of the music. */
    @Test
    void theNetworkIsHeldBySendonlyAndHearsTheMusic() {
        try (Network network = lab.network();
                Phone phone = call("9008", "--hold-music", music.toString())) {
            phone.say("hold");
            phone.next("hold");
            assertThat(network.next("9008", "direction").get("direction").getAsString())
                    .isEqualTo("recvonly");
            hears("the network on hold", HoldMusicIT::atTheNetwork, MUSIC);
            phone.say("hangup");
            var file = Path.of(network.next("9008", "ended").get("file").getAsString());
            var last = Chord.of(file, 0).last(LISTEN);
            assertThat(last.db(MUSIC)).isGreaterThan(HEARD);
            assertThat(last.db(OURS)).isLessThan(UNHEARD);
            phone.next("ended");
        }
    }

    @Test
    void aFileThatIsGoneIsToldAndTheOtherSideHearsSilence() throws Exception {
        var gone = Files.copy(music, lab.folder().resolve("gone.wav"));
        try (Phone phone = call(lab.address("alice"), "--hold-music", gone.toString())) {
            Files.delete(gone);
            phone.say("hold");
            var told = phone.next("hold-music");
            assertThat(told.get("state").getAsString()).isEqualTo("failed");
            assertThat(told.get("text").getAsString()).contains("silence on hold", "gone.wav does not exist");
            alice.next("hold");
            hears("alice on hold", ear(alice));
            phone.say("unhold");
            phone.next("unhold");
            hears("alice again", ear(alice), OURS);
            Files.copy(music, gone);
            phone.say("hold");
            hears("alice on hold once more", ear(alice), MUSIC);
            phone.say("hangup");
            phone.next("ended");
            assertThat(phone.events().all("hold-music")).hasSize(1);
        }
    }

    /** Nothing was asked for: silence, as before; the tune that comes with the program is no silence. */
    @Test
    void silenceUnlessAskedForAndATuneThatComesAlong() {
        try (Phone phone = call(lab.address("alice"))) {
            phone.say("hold");
            alice.next("hold");
            hears("alice on hold", ear(alice));
            phone.say("hangup");
            phone.next("ended");
        }
        try (Phone phone = call(lab.address("alice"), "--hold-music", "tune")) {
            phone.say("hold");
            alice.next("hold");
            hears("nobody says this", () -> alice.levels(LISTEN, List.of(OURS)));
            assertThat(alice.hear(Duration.ofSeconds(2)).db()).isGreaterThan(-40);
            phone.say("hangup");
            phone.next("ended");
        }
    }
}
