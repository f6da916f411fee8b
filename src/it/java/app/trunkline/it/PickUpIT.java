package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A colleague's ringing call is picked up (RFC 5359 section 2.16): SIP.js calls a number of the network, the presence server
 * tells that it rings there, and SIP.js decides by RFC 3891 whether its call may be taken.
 */
class PickUpIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.PRESENCE, Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9001", "9003"), Lab.PULSE, Lab.BROWSER);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static JsSipPhone caller() {
        return JsSipPhone.register(lab, "bob", 523, "--page", "sipjs-page.js");
    }

    private static String told(JsonObject event, String key) {
        return event.get(key).getAsString();
    }

    /** It rings at that number; the dialog as the telephone there sees it. */
    private static void rings(String number, JsonObject ringing) {
        new Switchboard(lab)
                .rings(
                        number,
                        told(ringing, "callId"),
                        told(ringing, "remoteTag"),
                        told(ringing, "localTag"),
                        "<identity display=\"Bob\">sip:bob@lab.test</identity>"
                                + "<target uri=\"sip:b@k2j3.invalid;transport=ws\"/>");
    }

    private static Phone watching(String number) {
        var phone = Phone.listen(lab);
        phone.say("watch " + number);
        phone.next("lamp");
        return phone;
    }

    private static JsonObject ringing(JsSipPhone caller) {
        return caller.events().next("progress", e -> e.get("code").getAsInt() == 180);
    }

    private static void lampRings(Phone phone) {
        assertThat(told(phone.next("lamp", e -> told(e, "state").equals("ringing")), "caller"))
                .isEqualTo("Bob");
    }

    @Test
    void theCallerIsSpokenToAndItRingsNoMoreThere() {
        try (Network network = lab.network();
                JsSipPhone bob = caller();
                Phone phone = watching("9003")) {
            bob.call(lab.address("9003"));
            var ringing = ringing(bob);
            rings("9003", ringing);
            lampRings(phone);
            phone.say("pickup 9003");
            assertThat(told(phone.next("invite-sent"), "pickup")).isEqualTo("sip:9003@lab.test");
            assertThat(told(bob.next("replaces"), "value"))
                    .isEqualTo(told(ringing, "callId") + ";to-tag=" + told(ringing, "localTag") + ";from-tag="
                            + told(ringing, "remoteTag") + ";early-only");
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(523));
            network.next("9003", "ended");
            phone.say("hangup");
            assertThat(told(phone.next("ended"), "cause")).isEqualTo("hung-up-here");
            bob.events().next("ended", e -> e.get("session").getAsInt() == 2);
        }
    }

    @Test
    void aCallThatIsOverIsToldInWords() {
        try (JsSipPhone bob = caller();
                Phone phone = watching("alice")) {
            bob.call(lab.address("9003"));
            rings("alice", ringing(bob));
            lampRings(phone);
            bob.hangUp();
            bob.next("ended");
            phone.say("pickup alice");
            var ended = phone.next("ended");
            assertThat(ended.get("code").getAsInt()).isEqualTo(481);
            assertThat(told(ended, "text")).isEqualTo("Nothing is ringing at alice any more.");
        }
    }

    @Test
    void aCallThatWasAnsweredMeanwhileIsLeftAlone() {
        try (JsSipPhone bob = caller();
                Phone phone = watching("9001")) {
            bob.call(lab.address("9001"));
            var ringing = ringing(bob);
            bob.next("audio-in");
            rings("9001", ringing);
            lampRings(phone);
            phone.say("pickup 9001");
            var ended = phone.next("ended");
            assertThat(ended.get("code").getAsInt()).isEqualTo(486);
            assertThat(told(ended, "text")).isEqualTo("The call was answered before you could pick it up.");
            assertThat(bob.hear(Duration.ofMillis(500))).matches(t -> t.is(523));
        }
    }

    @Test
    void aCallerWithAnAddressOfItsOwnIsAskedThere() {
        var scenario = Scenario.called(
                        "Replaces: call-7;to-tag=theirs;from-tag=ours;early-only", "Require: replaces", "To: line-at-")
                .answer()
                .hungUp();
        try (SippLine line = SippLine.open(lab, scenario.file(lab), "--sound", "in-tone");
                Phone phone = watching("trunk_67890")) {
            new Switchboard(lab)
                    .rings(
                            "trunk_67890",
                            "call-7",
                            "ours",
                            "theirs",
                            "<identity>sip:+14155550199@lab.test</identity><target uri=\"sip:"
                                    + line.address().replaceFirst("^sip:", "") + ";transport=udp\"/>");
            phone.next("lamp", e -> told(e, "state").equals("ringing"));
            phone.say("pickup trunk_67890");
            phone.next("audio-in");
            phone.say("hangup");
            phone.next("ended");
            line.succeeds();
        }
    }
}
