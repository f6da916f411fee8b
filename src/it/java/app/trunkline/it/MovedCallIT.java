package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls that a B2BUA moves to another media end by a re-INVITE, or by its answer to ours, while the end before it sends on. The
 * ends are Chromium's, each with a tone of its own; the test carries their descriptions.
 */
@Tag("alone")
class MovedCallIT {
    private static final int OURS = 700;
    private static final int FIRST = 440;
    private static final int SECOND = 523;
    private static final Duration LISTEN = Duration.ofMillis(700);
    private static final int TRIES = 12;
    private static Lab lab;
    private static Wire wire;
    private static Phone phone;
    private static MediaEnds ends;
    private static int count;

    private String callId = "";
    private String phoneTag = "";
    private int cseq;
    private MediaEnds.End first;
    private MediaEnds.End second;

    /** Who placed the call. */
    enum Placed {
        BY_THEM,
        BY_US
    }

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.BROWSER);
        wire = new Wire(lab);
        Path tone = Tone.write(lab.folder().resolve("ours.wav"), OURS, Duration.ofMinutes(1), 0.5);
        phone = Phone.start(lab, "listen", "trunk_12345", wire.url(), "--play", tone.toString());
        phone.next("registered");
        ends = new MediaEnds(lab);
    }

    @AfterAll
    static void stop() {
        ends.close();
        phone.close();
        wire.close();
        lab.close();
    }

    @BeforeEach
    void open() {
        first = ends.open(FIRST);
        second = ends.openBehindAPicture(SECOND);
    }

    @AfterEach
    void hangUp() {
        phone.say("hangup");
        wire.send(Wire.response("200 OK", wire.next("BYE .*"), "", "", "").replace(";tag=\n", "\n"));
        phone.next("ended");
        first.close();
        second.close();
    }

    private static String body(String message) {
        return message.substring(message.indexOf("\n\n") + 2);
    }

    private static String tag(String message, String header) {
        return Wire.header(message, header).replaceAll("(?s).*;tag=([^;\\s]+).*", "$1");
    }

    private void send(String method, String body) {
        wire.send(Wire.request(method, callId, cseq, callId + method + cseq, phoneTag, "Max-Forwards: 70\n", body));
    }

    private void begin(Placed placed) {
        callId = "moved-" + ++count;
        cseq = 1;
        phoneTag = "";
        if (placed == Placed.BY_THEM) {
            send("INVITE", first.offer());
            var accepted = wire.next("SIP/2.0 200 .*");
            phoneTag = tag(accepted, "To");
            send("ACK", "");
            first.take(body(accepted));
        } else {
            phone.say("call sip:far@lab.test");
            var invite = wire.next("INVITE .*");
            callId = Wire.header(invite, "Call-ID")
                    .substring("Call-ID: ".length())
                    .strip();
            phoneTag = tag(invite, "From");
            answer(invite, waiting(first, invite));
        }
        bothHear(first, FIRST);
    }

    /** The end's answer, in which it waits for us to begin with DTLS. */
    private static String waiting(MediaEnds.End end, String invite) {
        return end.answer(body(invite).replace("a=setup:actpass", "a=setup:active"));
    }

    private static String withoutCandidates(String message) {
        return message.replaceAll("a=(candidate:.*|end-of-candidates)\n", "");
    }

    private static void answer(String invite, String description) {
        var to = Wire.header(invite, "To").contains(";tag=") ? "" : "far";
        var answer = Wire.response("200 OK", invite, to, "Contact: <sip:far@far.invalid;transport=ws>\n", description);
        wire.send(to.isEmpty() ? answer.replace(";tag=\n", "\n") : answer);
        wire.next("ACK .*");
    }

    /** By frequency; the loudspeaker has a tail of what came before. */
    private static void bothHear(MediaEnds.End end, int hz) {
        var here = lab.pulse().hear("spk", LISTEN);
        for (int i = 0; i < TRIES && !here.is(hz); i++) {
            here = lab.pulse().hear("spk", LISTEN);
        }
        assertThat(here).as("here").matches(tone -> tone.is(hz));
        var there = end.hear(LISTEN);
        for (int i = 0; i < TRIES && !there.is(OURS); i++) {
            there = end.hear(LISTEN);
        }
        assertThat(there).as("there").matches(tone -> tone.is(OURS));
    }

    @ParameterizedTest
    @CsvSource({
        "BY_THEM, actpass",
        "BY_THEM, active",
        "BY_THEM, passive",
        "BY_US, actpass",
        "BY_US, active",
        "BY_US, passive"
    })
    void theNewEndHearsAndIsHeard(Placed placed, String setup) {
        begin(placed);
        cseq++;
        send("INVITE", second.offer().replace("a=setup:actpass", "a=setup:" + setup));
        var accepted = wire.next("SIP/2.0 200 .*");
        send("ACK", "");
        second.take(body(accepted));
        bothHear(second, SECOND);
    }

    /** The answer to our hold is another end's, and no connection comes of it: the telephone sees that and asks again. */
    @ParameterizedTest
    @EnumSource(Placed.class)
    void theEndThatAnsweredAHoldInVainHearsAndIsHeard(Placed placed) {
        second = ends.open(SECOND);
        begin(placed);
        phone.say("hold");
        var hold = wire.next("INVITE .*");
        answer(hold, withoutCandidates(waiting(second, withoutCandidates(hold))));
        phone.next("hold");
        var another = wire.next("INVITE .*");
        answer(another, second.answer(body(another)));
        second.connected();
        phone.say("unhold");
        var resume = wire.next("INVITE .*");
        answer(resume, second.answer(body(resume)));
        phone.next("unhold");
        bothHear(second, SECOND);
    }
}
