package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls handed from one to another, with JsSIP and the telephone network as the other parties (RFC 3515, 3891, 5589). */
@Tag("alone")
class TransferIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9002", "9003", "9008"), Lab.PULSE, Lab.BROWSER);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Predicate<JsonObject> state(String state) {
        return event -> event.get("state").getAsString().equals(state);
    }

    private static Predicate<JsonObject> call(int number) {
        return event -> event.get("call").getAsInt() == number;
    }

    private static Predicate<JsonObject> session(int number) {
        return event -> event.get("session").getAsInt() == number;
    }

    @Test
    void theFarSideIsTransferredToAnotherNumber() {
        try (Network network = lab.network();
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer", "--follow-refer");
                Phone phone = Phone.call(lab, "bob")) {
            phone.next("audio-in");
            phone.say("transfer 9008");
            phone.next("transfer", state("asked"));
            phone.next("transferred");
            var ended = phone.next("ended");
            assertThat(ended.get("by").getAsString()).isEqualTo("local");
            assertThat(ended.get("cause").getAsString()).isEqualTo("transferred");
            assertThat(phone.exitStatus()).isZero();
            network.next("9008", "answered");
            bob.events().next("audio-in", session(2));
            assertThat(bob.hear(Duration.ofSeconds(1))).matches(t -> t.is(1000));
        }
    }

    @Test
    void aTransferThatFailsLeavesTheCallInHand() {
        try (JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer", "--follow-refer");
                Phone phone = Phone.call(lab, "bob")) {
            phone.next("audio-in");
            phone.say("transfer 9002");
            var failed = phone.next("transfer", state("failed"));
            assertThat(failed.get("code").getAsInt()).isEqualTo(486);
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(523));
            phone.say("hangup");
            assertThat(phone.next("ended").get("cause").getAsString()).isEqualTo("hung-up-here");
            assertThat(bob.next("ended").get("originator").getAsString()).isEqualTo("remote");
        }
    }

    @Test
    void aTransferThatIsDeclinedLeavesTheCallInHand() {
        try (JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer");
                Phone phone = Phone.call(lab, "bob")) {
            phone.next("audio-in");
            phone.say("transfer 9008");
            assertThat(phone.next("transfer", state("failed")).get("code").getAsInt())
                    .isEqualTo(603);
            assertThat(bob.next("refer").get("target").getAsString()).startsWith("sip:9008@");
            phone.say("hangup");
            phone.next("ended");
        }
    }

    /** Attended: alice and bob speak with us, and then with one another. */
    @Test
    void twoCallsAreConnectedToOneAnother() {
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", 440, "--auto-answer", "--follow-refer");
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer", "--take-replaces");
                Phone phone = Phone.call(lab, "alice")) {
            phone.next("audio-in");
            phone.say("call bob");
            phone.next("hold", call(1));
            phone.next("audio-in", call(2));
            phone.say("join");
            phone.next("transferred", call(1));
            phone.next("ended", call(2));
            assertThat(phone.exitStatus()).isZero();
            alice.events().next("audio-in", session(2));
            bob.events().next("audio-in", session(2));
            assertThat(alice.hear(Duration.ofSeconds(1))).matches(t -> t.is(523));
            assertThat(bob.hear(Duration.ofSeconds(1))).matches(t -> t.is(440));
        }
    }

    /** The consultation still rings: it is given up, and the transfer goes to its number. */
    @Test
    void aCallThatRingsIsJoinedByItsNumber() {
        try (Network network = lab.network();
                JsSipPhone alice = JsSipPhone.register(lab, "alice", 440, "--auto-answer", "--follow-refer");
                Phone phone = Phone.call(lab, "alice")) {
            phone.next("audio-in");
            phone.say("call 9003");
            phone.next("progress", call(2));
            // The hold of the first call is an exchange of its own.
            phone.events().once("hold", call(1));
            phone.say("join");
            phone.next("ended", call(2));
            network.next("9003", "offered");
            phone.next("transfer", call(1).and(state("ringing")));
            phone.say("quit");
            assertThat(alice.next("refer").get("target").getAsString()).startsWith("sip:9003@");
        }
    }

    @Test
    void weAreTransferredByTheOtherSide() {
        try (Network network = lab.network();
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer");
                Phone phone = Phone.call(lab, "bob", "--transfers", "allow")) {
            phone.next("audio-in");
            bob.say("refer sip:9008@" + lab.get("DOMAIN"));
            phone.next("invite-sent", call(2));
            phone.next("audio-in", call(2));
            bob.events().next("transfer", state("accepted"));
            network.next("9008", "answered");
            bob.hangUp();
            phone.next("ended", call(1));
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(1000));
            phone.say("hangup");
            phone.next("ended", call(2));
            assertThat(phone.exitStatus()).isZero();
        }
    }

    @Test
    void aTransferOfUsIsRefusedWhereNoneAreAllowed() {
        try (Network network = lab.network();
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer");
                Phone phone = Phone.call(lab, "bob", "--transfers", "refuse")) {
            phone.next("audio-in");
            bob.say("refer sip:9008@" + lab.get("DOMAIN"));
            assertThat(bob.events()
                            .next("transfer", state("requestFailed"))
                            .get("code")
                            .getAsInt())
                    .isEqualTo(603);
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(523));
            phone.say("hangup");
            phone.next("ended", call(1));
            assertThat(phone.events().all("transfer")).isEmpty();
            assertThat(phone.events().all("invite-sent")).hasSize(1);
            assertThat(network.events().all("offered")).isEmpty();
        }
    }

    /** No first, and the call stays; then yes. */
    @Test
    void aTransferOfUsWaitsForOurWord() {
        try (Network network = lab.network();
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer");
                Phone phone = Phone.call(lab, "bob")) {
            phone.next("audio-in");
            bob.say("refer sip:9008@" + lab.get("DOMAIN"));
            assertThat(phone.next("transfer", state("asked-by-remote"))
                            .get("target")
                            .getAsString())
                    .startsWith("sip:9008@");
            phone.say("transfer-refuse");
            assertThat(bob.events()
                            .next("transfer", state("failed"))
                            .get("code")
                            .getAsInt())
                    .isEqualTo(603);
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(523));
            assertThat(network.events().all("offered")).isEmpty();

            bob.say("refer sip:9008@" + lab.get("DOMAIN"));
            phone.next("transfer", state("asked-by-remote"));
            phone.say("transfer-accept");
            phone.next("audio-in", call(2));
            bob.events().next("transfer", state("accepted"));
            network.next("9008", "answered");
            bob.hangUp();
            phone.next("ended", call(1));
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(1000));
            phone.say("hangup");
            phone.next("ended", call(2));
            assertThat(phone.exitStatus()).isZero();
        }
    }

    /** The new call fails: the old one is taken back off hold. */
    @Test
    void aTransferOfUsThatFailsBringsTheCallBack() {
        try (JsSipPhone bob = JsSipPhone.register(lab, "bob", 523, "--auto-answer");
                Phone phone = Phone.call(lab, "bob", "--transfers", "allow")) {
            phone.next("audio-in");
            bob.say("refer sip:9002@" + lab.get("DOMAIN"));
            phone.next("ended", call(2));
            phone.events().once("hold", call(1));
            assertThat(bob.events()
                            .next("transfer", state("failed"))
                            .get("code")
                            .getAsInt())
                    .isEqualTo(486);
            phone.next("unhold", call(1));
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(523));
            phone.say("hangup");
            phone.next("ended", call(1));
        }
    }

    /** We are the target of an attended transfer: bob asks us, then connects alice. */
    @Test
    void anotherCallTakesThePlaceOfOurs() {
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", 440, "--auto-answer", "--follow-refer");
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 523);
                Phone phone = Phone.listen(lab, "--answer-after", "0")) {
            bob.call("sip:alice@" + lab.get("DOMAIN"));
            bob.next("confirmed");
            bob.call("sip:trunk_12345@" + lab.get("DOMAIN"));
            phone.next("audio-in", call(1));
            bob.say("replace 1 2");
            phone.next("incoming", call(2));
            var ended = phone.next("ended", call(1));
            assertThat(ended.get("cause").getAsString()).isEqualTo("replaced");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(440));
            phone.say("quit");
            alice.next("ended");
        }
    }
}
