package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A PBX that is the far end of every call itself: Debian's Asterisk, by SIP over WSS and WebRTC, with Opus and with PCMU. */
@Tag("alone")
class AsteriskIT {
    private static final String OPUS = "trunk_12345";
    private static final String PCMU = "alice";
    private static final int OURS = 700;
    private static final Duration LISTEN = Duration.ofMillis(700);
    private static final int TRIES = 12;
    private static Lab lab;
    private static Phone opus;
    private static Phone pcmu;
    /** Stays: as one WebSocket closes, this Asterisk forgets the registrations and subscriptions of all the others. */
    private static JsSipPhone bob;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.ASTERISK, Lab.PULSE, Lab.BROWSER);
        var tone = Tone.write(lab.folder().resolve("ours.wav"), OURS, Duration.ofMinutes(1), 0.5);
        opus = Phone.start(lab, "listen", OPUS, server(), "--play", tone.toString());
        opus.next("registered");
        pcmu = Phone.start(lab, "listen", PCMU, server(), "--play", tone.toString());
        pcmu.next("registered");
        bob = JsSipPhone.registerAt(lab, server(), "bob", 523, "--auto-answer");
    }

    @AfterAll
    static void stop() {
        bob.close();
        pcmu.close();
        opus.close();
        lab.close();
    }

    private static String server() {
        return lab.get("WSS_ASTERISK_URL");
    }

    private static Phone phone(String user) {
        return user.equals(OPUS) ? opus : pcmu;
    }

    private static void hears(int hz) {
        var heard = lab.pulse().hear("spk", LISTEN);
        for (int i = 0; i < TRIES && !heard.is(hz); i++) {
            heard = lab.pulse().hear("spk", LISTEN);
        }
        assertThat(heard).matches(sound -> sound.is(hz));
    }

    /** What bob is sent may begin after what he sends. */
    private static void hears(JsSipPhone bob, int hz) {
        var heard = bob.hear(LISTEN);
        for (int i = 0; i < TRIES && !heard.is(hz); i++) {
            heard = bob.hear(LISTEN);
        }
        assertThat(heard).matches(sound -> sound.is(hz));
    }

    private static void silence() {
        var heard = lab.pulse().hear("spk", LISTEN);
        for (int i = 0; i < TRIES && !heard.isSilence(); i++) {
            heard = lab.pulse().hear("spk", LISTEN);
        }
        assertThat(heard).matches(Tone::isSilence);
    }

    private static void hangUp(Phone phone) {
        phone.say("hangup");
        phone.next("ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {OPUS, PCMU})
    void hearsTheEchoAndHoldsIt(String user) {
        var phone = phone(user);
        phone.say("call 9001");
        phone.next("audio-in");
        hears(OURS);
        phone.say("hold");
        phone.next("hold");
        silence();
        phone.say("unhold");
        phone.next("unhold");
        hears(OURS);
        hangUp(phone);
    }

    /** RFC 4733. Opus comes with telephone-event/8000 alone here, whose clock is not the voice's: 80 ms are left of 160. */
    @ParameterizedTest
    @CsvSource({OPUS + ", 80", PCMU + ", 160"})
    void digitsArriveWithTheirLength(String user, int milliseconds) {
        var phone = phone(user);
        phone.say("call 9009");
        phone.next("media-connected");
        // A call that is only beginning to send sends no digits.
        lab.pulse().hear("spk", LISTEN);
        phone.say("dtmf 5*08D");
        var digits = "5*08D".toCharArray();
        for (int i = 0; i < digits.length; i++) {
            var arrived = digit(user, i);
            assertThat(arrived.key()).isEqualTo(String.valueOf(digits[i]));
            assertThat(arrived.milliseconds()).isGreaterThanOrEqualTo(milliseconds);
        }
        hangUp(phone);
    }

    private record Digit(String key, int milliseconds) {}

    /** The Nth digit of this telephone, from 0. */
    private static Digit digit(String user, int number) {
        var told = Pattern.compile("DTMF end '(.)' received on PJSIP/" + user + "-\\S+ duration (\\d+) ms");
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try (Stream<String> lines = Files.lines(lab.file("ASTERISK_DIGITS"))) {
                var found = lines.map(told::matcher)
                        .filter(Matcher::find)
                        .map(each -> new Digit(each.group(1), Integer.parseInt(each.group(2))))
                        .skip(number)
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("Asterisk heard no digit number " + number);
    }

    @Test
    void bobDialsDigitsAndIsTransferredToAnotherNumber() {
        var phone = pcmu;
        phone.say("call bob");
        phone.next("audio-in");
        hears(523);
        hears(bob, OURS);
        // By RFC 4733, from Asterisk as from bob.
        bob.dtmf("159");
        for (String digit : List.of("1", "5", "9")) {
            assertThat(phone.next("dtmf").get("digit").getAsString()).isEqualTo(digit);
        }
        phone.say("transfer 9008");
        phone.next("transferred");
        phone.next("ended");
        hears(bob, 1000);
    }

    /** RFC 3842: Asterisk grants the subscription, records what is said, and tells of it; and that it is gone. */
    @Test
    void theVoicemailLampLightsAndGoesOut() throws IOException {
        var inbox = lab.file("ASTERISK_INBOX");
        pcmu.say("call 9011");
        pcmu.next("audio-in");
        lab.pulse().hear("spk", LISTEN.multipliedBy(8));
        pcmu.say("hangup");
        // It may be told before the BYE is answered.
        pcmu.events().once("message-waiting", told -> isLamp(told, 1));
        pcmu.next("ended");
        // As whoever listens to it elsewhere and deletes it. Asterisk looks into the folder once a second, and tells of
        // what it saw there.
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        for (String part : List.of("msg0000.txt", "msg0000.wav")) {
            Files.delete(inbox.resolve(part));
        }
        pcmu.next("message-waiting", told -> isLamp(told, 0));
    }

    private static boolean isLamp(JsonObject told, int messages) {
        return told.get("new").getAsInt() == messages && told.get("waiting").getAsBoolean() == messages > 0;
    }
}
