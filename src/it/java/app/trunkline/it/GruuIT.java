package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Calls whose Contact is the GRUU that Kamailio gave (RFC 5627): sipp demands it in the messages and sends its own requests there, and
 * Kamailio, which puts no alias into such a Contact, finds the phone by looking it up.
 */
class GruuIT {
    private static final String OPEN = "Contact: sip:trunk_12345@lab.test;gr=urn:uuid:[0-9a-f-]+>";
    private static final String ANONYMOUS = "Contact: sip:uloc-[0-9a-f-]+@lab.test;gr>";

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers(), Lab.PULSE, Lab.BROWSER);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    /** An attribute value of XML may not hold the bracket. */
    private static String xml(String check) {
        return check.replace(">", "&gt;");
    }

    private static SippLine line(Scenario scenario) {
        return SippLine.open(lab, scenario.file(lab));
    }

    private static Predicate<JsonObject> call(int number) {
        return event -> event.get("call").getAsInt() == number;
    }

    /** What Kamailio looked up by a GRUU that begins so, inside of calls. */
    private static Stream<String> lookedUp(String uri) {
        return lab.serverEvents("gruu").stream()
                .filter(event -> event.get("uri").getAsString().startsWith(uri))
                .map(event -> event.get("method").getAsString());
    }

    @Test
    void whatTheFarSideOfOurCallSendsComesThroughIt() {
        try (SippLine line = line(Scenario.called(xml(OPEN))
                        .reply("180 Ringing", "")
                        .pause(200)
                        .answer()
                        .pause(300)
                        .reinvite(2, Scenario.PCMU, xml(OPEN))
                        .signal(3)
                        .inside("BYE", 4, "")
                        .response(200));
                Phone phone = Phone.call(lab, line.address(), "--gruu")) {
            phone.next("dtmf");
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("remote");
            line.succeeds();
            assertThat(lookedUp("sip:trunk_12345@lab.test;gr=urn:uuid:")).contains("INVITE", "ACK", "INFO", "BYE");
        }
    }

    @Test
    void whatWhoCalledUsSendsComesThroughIt() {
        try (Phone phone = Phone.listen(lab, "--gruu", "--answer-after", "0")) {
            var caller = Sipp.call(
                    lab,
                    "trunk_12345",
                    Scenario.calling()
                            .begin()
                            .pause(300)
                            .reinvite(2, Scenario.PCMU, xml(OPEN))
                            .inside("BYE", 3, "")
                            .response(200)
                            .file(lab));
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("remote");
            caller.succeeds();
        }
    }

    /** RFC 5627 section 3.1.2: the temporary one says nothing of whose it is. */
    @Test
    void whoHidesTheNumberIsReachedWithoutBeingNamed() {
        try (SippLine line = line(Scenario.called(xml(ANONYMOUS), "From: sip:anonymous@anonymous.invalid")
                        .reply("180 Ringing", "")
                        .pause(200)
                        .answer()
                        .pause(300)
                        .reinvite(2, Scenario.PCMU, xml(ANONYMOUS))
                        .inside("BYE", 3, "")
                        .response(200));
                Phone phone = Phone.call(lab, line.address(), "--gruu", "--hide-caller-id")) {
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("remote");
            line.succeeds();
            assertThat(lookedUp("sip:uloc-")).contains("INVITE", "BYE");
        }
    }

    @Test
    void unlessItIsSwitchedOnTheContactIsAsBefore() {
        try (SippLine line = line(Scenario.called("Contact: sip:[0-9a-f]+@[0-9a-f]+.invalid;")
                        .reply("180 Ringing", "")
                        .pause(200)
                        .answer()
                        .hungUp());
                Phone phone = Phone.call(lab, line.address())) {
            phone.next("media-connected");
            phone.say("hangup");
            phone.next("ended");
            line.succeeds();
        }
    }

    /** RFC 5589 section 7: alice is sent to the very telephone of bob's that we speak with, by the GRUU that it told us. */
    @Test
    void twoFarSidesAreConnectedByTheGruuOfOne() {
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", 440, "--auto-answer", "--follow-refer");
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer", "--take-replaces");
                Phone phone = Phone.call(lab, "alice", "--gruu")) {
            phone.next("audio-in");
            phone.say("call bob");
            phone.next("audio-in", call(2));
            phone.say("join");
            phone.next("transferred", call(1));
            phone.next("ended", call(2));
            assertThat(phone.exitStatus()).isZero();
            bob.events().next("audio-in", event -> event.get("session").getAsInt() == 2);
            assertThat(bob.hear(Duration.ofSeconds(1))).matches(t -> t.is(440));
            assertThat(alice.next("refer").get("target").getAsString()).startsWith("sip:bob@lab.test;gr=urn:uuid:");
            assertThat(lab.sipTrace()).containsPattern("INVITE sip:bob@lab\\.test;gr=urn:uuid:\\S+ SIP/2\\.0");
        }
    }

    /** Bob sends us to alice's very telephone. */
    @Test
    void weFollowATransferToAGruu() {
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", 440, "--auto-answer");
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer");
                Phone phone = Phone.call(lab, "bob", "--gruu", "--transfers", "allow")) {
            phone.next("audio-in");
            var given = Pattern.compile("pub-gruu=\"(sip:alice@[^\"]+)\"")
                    .matcher(lab.sipTrace())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            bob.say("refer " + given.getLast());
            phone.next("audio-in", call(2));
            alice.next("confirmed");
            assertThat(lab.sipTrace()).contains("INVITE " + given.getLast() + " SIP/2.0");
            phone.say("hangup");
            phone.next("ended", call(2));
            alice.next("ended");
        }
    }
}
