package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls with far ends that know one codec: baresip, which decodes what it hears, and lines of sipp that send every packet back and
 * count those of the digits. Sound is proven by its frequency in both directions, with one phone throughout.
 */
@Tag("alone")
class CodecIT {
    private static final int OURS = 700;
    private static final Duration LISTEN = Duration.ofMillis(700);
    private static Lab lab;
    private static Phone phone;
    private static Baresip baresip;
    private static Network network;

    /** What a line may be asked to speak. */
    private record Codec(String name, String payload, String rtpmap, int clock) {
        static Codec of(String name) {
            return switch (name) {
                case "PCMU" -> new Codec(name, "0", "0 PCMU/8000", 8000);
                case "PCMA" -> new Codec(name, "8", "8 PCMA/8000", 8000);
                case "G722" -> new Codec(name, "9", "9 G722/8000", 8000);
                case "opus" -> new Codec(name, "111", "111 opus/48000/2", 48_000);
                default -> throw new IllegalArgumentException(name);
            };
        }

        String line() {
            return "mirror-" + clock;
        }

        /** {@code events} is the payload type of its telephone-events; empty for a far end without. */
        String[] settings(String option, String events) {
            boolean none = events.isEmpty();
            return new String[] {
                option,
                line(),
                "--set",
                "payloads=" + payload + (none ? "" : " " + events),
                "--set",
                "codec=" + rtpmap,
                "--set",
                "event=" + (none ? rtpmap : events + " telephone-event/" + clock)
            };
        }
    }

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers(), Lab.BARESIP, Lab.PULSE);
        Path tone = Tone.write(lab.folder().resolve("ours.wav"), 700, Duration.ofMinutes(1), 1);
        phone = Phone.listen(lab, "--play", tone.toString());
        baresip = new Baresip(lab);
        network = lab.network();
    }

    @AfterAll
    static void stop() {
        network.close();
        baresip.close();
        phone.close();
        lab.close();
    }

    private static void hearsOf(int hz) {
        phone.next("audio-in");
        assertThat(lab.pulse().hear("spk", LISTEN)).matches(t -> t.is(hz));
    }

    /** The loudspeaker has a tail of what came before. */
    private static void silence() {
        Tone heard = lab.pulse().hear("spk", LISTEN);
        for (int i = 0; i < 5 && !heard.isSilence(); i++) {
            heard = lab.pulse().hear("spk", LISTEN);
        }
        assertThat(heard).matches(Tone::isSilence);
    }

    private static void hangUp() {
        phone.say("hangup");
        phone.next("ended");
    }

    private static void baresipHeardUs() {
        baresip.next("CALL_CLOSED");
        assertThat(Tone.of(baresip.heard(), Duration.ofMillis(200))).matches(t -> t.is(OURS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus", "g722", "pcmu", "pcma"})
    void callsATelephoneOfOneCodecAndBothHear(String codec) {
        phone.say("call " + baresip.address(codec));
        hearsOf(Baresip.TONE);
        baresip.hearsForAWhile();
        phone.say("dtmf 5");
        assertThat(baresip.events()
                        .next("CALL_DTMF_START", e -> true)
                        .get("param")
                        .getAsString())
                .isEqualTo("5");
        hangUp();
        baresipHeardUs();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus", "g722", "pcmu", "pcma"})
    void isCalledByATelephoneOfOneCodecAndBothHear(String codec) {
        baresip.call(codec, "trunk_12345");
        phone.next("incoming");
        hearsOf(Baresip.TONE);
        baresip.hearsForAWhile();
        baresip.say("hangup");
        phone.next("ended");
        baresipHeardUs();
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU, 126",
        "PCMU, ''",
        "PCMA, 126",
        "PCMA, ''",
        "G722, 126",
        "G722, ''",
        "opus, 110",
        "opus, ''",
    })
    void callsALineOfOneCodecWithAndWithoutTelephoneEvents(String name, String events) {
        Codec codec = Codec.of(name);
        try (SippLine line = SippLine.open(lab, "codec", codec.settings("--sound", events))) {
            phone.say("call " + line.address());
            hearsOf(OURS);
            digitsArrive(codec, events);
            hangUp();
            line.succeeds();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU, 101",
        "PCMU, ''",
        "PCMA, 101",
        "PCMA, ''",
        "G722, 101",
        "G722, ''",
        "opus, 101",
        "opus, ''",
    })
    void isCalledByALineOfOneCodecWithAndWithoutTelephoneEvents(String name, String events) {
        Codec codec = Codec.of(name);
        Sipp caller = Sipp.call(lab, "trunk_12345", "in-codec", codec.settings("--line", events));
        phone.next("incoming");
        hearsOf(OURS);
        digitsArrive(codec, events);
        hangUp();
        caller.succeeds();
    }

    /** As Asterisk 16 answers. Native code sends a digit of 160 ms in one packet and its last three there, unless asked for more. */
    @Test
    void digitsArriveAtAnOpusEndThatTakesThemAt8kHzAlone() {
        var opus = Codec.of("opus");
        String[] settings = {
            "--sound",
            "mirror-8000",
            "--set",
            "payloads=111 126",
            "--set",
            "codec=" + opus.rtpmap(),
            "--set",
            "event=126 telephone-event/8000"
        };
        try (SippLine line = SippLine.open(lab, "codec", settings)) {
            phone.say("call " + line.address());
            hearsOf(OURS);
            phone.say("dtmf 1#5");
            for (String digit : List.of("1", "#", "5")) {
                JsonObject told = network.next("mirror-8000", "dtmf");
                assertThat(told.get("digit").getAsString()).isEqualTo(digit);
                assertThat(told.get("ends").getAsInt()).isEqualTo(3);
                assertThat(told.get("packets").getAsInt()).as("80 ms of them").isGreaterThanOrEqualTo(6);
            }
            hangUp();
            line.succeeds();
        }
    }

    @Test
    void holdsAndIsHeldAndBothHearAgain() {
        phone.say("call " + baresip.address("g722"));
        hearsOf(Baresip.TONE);
        // Its dump grows no more after a re-INVITE: what is heard after a hold is proven at sipp (CallIT).
        baresip.hearsForAWhile();
        phone.say("hold");
        phone.next("hold");
        silence();
        phone.say("unhold");
        phone.next("unhold");
        assertThat(lab.pulse().hear("spk", LISTEN)).matches(t -> t.is(Baresip.TONE));
        baresip.turnTo("g722");
        baresip.say("hold");
        phone.next("remote-hold");
        silence();
        baresip.say("resume");
        phone.next("remote-unhold");
        assertThat(lab.pulse().hear("spk", LISTEN)).matches(t -> t.is(Baresip.TONE));
        hangUp();
        baresipHeardUs();
    }

    /** From PCMU to Opus and then to PCMA, by re-INVITEs of the far side; an INFO tells it when. */
    @Test
    void followsTheFarSideToOtherCodecs() {
        String opus = Scenario.sdp("111", "sendrecv", "111 opus/48000/2");
        String pcma = Scenario.sdp("8", "sendrecv", "8 PCMA/8000");
        String scenario = Scenario.calling()
                .begin()
                .expect("INFO", "body: Signal=1")
                .reply("200 OK", "")
                .reinvite(2, opus, "body: m=audio [0-9]+ RTP/AVP 111")
                .expect("INFO", "body: Signal=2")
                .reply("200 OK", "")
                .reinvite(3, pcma, "body: m=audio [0-9]+ RTP/AVP 8")
                .hungUp()
                .file(lab);
        Sipp caller = Sipp.call(lab, "trunk_12345", scenario, "--line", "mirror-48000");
        phone.next("incoming");
        payload(0);
        hearsOf(OURS);
        phone.say("dtmf 1");
        payload(111);
        assertThat(lab.pulse().hear("spk", LISTEN)).matches(t -> t.is(OURS));
        phone.say("dtmf 2");
        payload(8);
        assertThat(lab.pulse().hear("spk", LISTEN)).matches(t -> t.is(OURS));
        hangUp();
        caller.succeeds();
    }

    private static void payload(int type) {
        network.next("mirror-48000", "payload", e -> e.get("type").getAsInt() == type);
    }

    /** RFC 4733 at the voice's clock rate: three last packets, 160 ms, and one packet each 20 ms of it. */
    private static void digitsArrive(Codec codec, String events) {
        for (String digit : List.of("1", "#")) {
            phone.say("dtmf " + digit);
            JsonObject told = network.next(codec.line(), "dtmf");
            assertThat(told.get("digit").getAsString()).isEqualTo(digit);
            assertThat(told.get("via").getAsString()).isEqualTo(events.isEmpty() ? "info" : "rfc4733");
            if (!events.isEmpty()) {
                assertThat(told.get("durationMs").getAsInt()).isEqualTo(160);
                assertThat(told.get("ends").getAsInt()).isEqualTo(3);
                assertThat(told.get("packets").getAsInt()).isGreaterThanOrEqualTo(9);
            }
        }
    }
}
