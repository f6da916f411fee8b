package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls between two telephones at Kamailio, one of which loses its connection in each of their moments; and what goes over the wire then. */
@Tag("alone")
class LostCallIT {
    private static Lab lab;
    private static AutoCloseable said;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.BROWSER);
        said = lab.pulse().say(700);
    }

    @AfterAll
    static void stop() throws Exception {
        said.close();
        lab.close();
    }

    private static Phone phone(String user, String server) {
        var home = Map.of("TRUNKLINE_HOME", lab.folder().resolve("home-" + user).toString());
        var phone = Phone.start(lab, home, "listen", user, server, "--answer-after", "-1");
        phone.next("registered");
        return phone;
    }

    private static Predicate<JsonObject> call(int number) {
        return event -> event.get("call").getAsInt() == number;
    }

    private static void calls(Phone caller, String user) {
        caller.say("call " + lab.address(user));
        caller.next("progress", event -> event.get("code").getAsInt() == 180);
    }

    /** Sound may be heard before the ACK is. */
    private static void talks(Phone one, Phone other) {
        one.events().once("audio-in", any -> true);
        other.events().once("audio-in", any -> true);
    }

    @Test
    void whatRingsHereIsAnsweredOverTheNextConnection() {
        try (Cable cable = Cable.toKamailio(lab);
                Phone alice = phone("trunk_12345", lab.wss());
                Phone bob = phone("trunk_67890", cable.wss())) {
            calls(alice, "trunk_67890");
            bob.next("incoming");
            cable.reset();
            bob.next("disconnected");
            bob.next("registered");
            bob.say("answer");
            alice.next("accepted");
            bob.next("confirmed");
            talks(alice, bob);
            alice.say("hangup");
            assertThat(bob.next("ended").get("by").getAsString()).isEqualTo("remote");
        }
    }

    @Test
    void whatIsAnsweredWithoutAConnectionIsToldOnTheNext() {
        try (Cable cable = Cable.toKamailio(lab);
                Phone alice = phone("trunk_12345", lab.wss());
                Phone bob = phone("trunk_67890", cable.wss())) {
            calls(alice, "trunk_67890");
            bob.next("incoming");
            cable.unplug();
            bob.next("disconnected");
            bob.say("answer");
            bob.next("accepted");
            assertThat(alice.events().all("accepted")).isEmpty();
            cable.plug();
            alice.next("accepted");
            bob.next("confirmed");
            talks(alice, bob);
            bob.say("hangup");
            assertThat(alice.next("ended").get("by").getAsString()).isEqualTo("remote");
        }
    }

    @Test
    void whatRingsThereIsDialledAgain() {
        try (Cable cable = Cable.toKamailio(lab);
                Phone alice = phone("trunk_12345", cable.wss());
                Phone bob = phone("trunk_67890", lab.wss())) {
            calls(alice, "trunk_67890");
            bob.next("incoming");
            cable.reset();
            alice.next("dialled-again");
            bob.next("ended", call(1));
            bob.next("incoming", call(2));
            bob.say("answer");
            alice.next("confirmed", call(1));
            talks(alice, bob);
            alice.say("hangup");
            bob.next("ended", call(2));
            assertThat(alice.next("ended").get("by").getAsString()).isEqualTo("local");
        }
    }

    /** It is answered just while the connection is away: a CANCEL would come too late. */
    @Test
    void whoAnsweredMeanwhileIsHungUpAndCalledAgain() {
        try (Cable cable = Cable.toKamailio(lab);
                Phone alice = phone("trunk_12345", cable.wss());
                Phone bob = phone("trunk_67890", lab.wss())) {
            calls(alice, "trunk_67890");
            bob.next("incoming");
            cable.unplug();
            alice.next("disconnected");
            bob.say("answer");
            bob.next("accepted");
            cable.plug();
            alice.next("dialled-again");
            assertThat(bob.next("ended", call(1)).get("by").getAsString()).isEqualTo("remote");
            bob.next("incoming", call(2));
            alice.say("hangup");
            bob.next("ended", call(2));
        }
    }

    @Test
    void whatIsGivenUpWithoutAConnectionStopsRinging() {
        try (Cable cable = Cable.toKamailio(lab);
                Phone alice = phone("trunk_12345", cable.wss());
                Phone bob = phone("trunk_67890", lab.wss())) {
            calls(alice, "trunk_67890");
            bob.next("incoming");
            cable.unplug();
            alice.next("disconnected");
            alice.say("hangup");
            alice.next("ended");
            assertThat(bob.events().all("ended")).isEmpty();
            cable.plug();
            bob.next("ended");
            assertThat(bob.events().all("incoming")).hasSize(1);
        }
    }

    @Test
    void aHangUpWithoutAConnectionIsToldOnTheNext() {
        try (Cable cable = Cable.toKamailio(lab);
                Phone alice = phone("trunk_12345", cable.wss());
                Phone bob = phone("trunk_67890", lab.wss())) {
            calls(alice, "trunk_67890");
            bob.next("incoming");
            bob.say("answer");
            talks(alice, bob);
            cable.unplug();
            assertThat(alice.next("disconnected").toString()).isNotEmpty();
            alice.say("hangup");
            alice.next("ended");
            assertThat(bob.events().all("ended")).isEmpty();
            cable.plug();
            assertThat(bob.next("ended").get("by").getAsString()).isEqualTo("remote");
        }
    }

    /** The number of a call in the place of the first. */
    private static int another(Phone phone) {
        return phone.events()
                .next("confirmed", event -> event.get("call").getAsInt() > 1, Duration.ofSeconds(150))
                .get("call")
                .getAsInt();
    }

    /** Kamailio forgets where its telephones are, and what they know of one another leads to connections that are gone. */
    @Test
    void aCallOutlivesARestartOfTheServerInBothDirections() {
        try (Phone alice = phone("trunk_12345", lab.wss());
                Phone bob = phone("trunk_67890", lab.wss())) {
            calls(alice, "trunk_67890");
            bob.next("incoming");
            bob.say("answer");
            talks(alice, bob);
            lab.stop(Lab.KAMAILIO);
            alice.next("disconnected");
            lab.startAgain(Lab.KAMAILIO);
            alice.events().next("registered", e -> true, Duration.ofSeconds(150));
            bob.events().next("registered", e -> true, Duration.ofSeconds(150));
            int hers = another(alice);
            int his = another(bob);
            alice.say("hold");
            bob.next("remote-hold", call(his));
            bob.say("hangup " + his);
            assertThat(alice.next("ended", call(hers)).get("by").getAsString()).isEqualTo("remote");
        }
    }

    @Test
    void the200GoesOutAgainUntilItsAckComes() {
        try (Wire wire = new Wire(lab);
                Phone phone = phone("trunk_12345", wire.url())) {
            wire.send(Wire.request(
                    "INVITE",
                    "lost-ack",
                    1,
                    "lostack",
                    "",
                    "Max-Forwards: 70\n",
                    Wire.ANSWER.replace("active", "actpass")));
            phone.next("incoming");
            phone.say("answer");
            var before = wire.next("SIP/2.0 200 .*");
            wire.cut();
            phone.next("disconnected");
            phone.next("registered");
            var after = wire.next("SIP/2.0 200 .*");
            assertThat(after).isEqualTo(before);
            var tag = Wire.header(after, "To").replaceAll("(?s).*;tag=([^;\\s]+).*", "$1");
            wire.send(Wire.request("ACK", "lost-ack", 1, "ack", tag, "Max-Forwards: 70\n", ""));
            phone.next("confirmed");
            wire.send(Wire.request("BYE", "lost-ack", 2, "bye", tag, "Max-Forwards: 70\n", ""));
            assertThat(phone.next("ended").get("by").getAsString()).isEqualTo("remote");
        }
    }

    @Test
    void theAckGoesOutAgain() {
        try (Wire wire = new Wire(lab);
                Phone phone = phone("trunk_12345", wire.url())) {
            phone.say("call sip:far@lab.test");
            var invite = wire.next("INVITE .*");
            var contact = "Contact: <sip:far@far.invalid;transport=ws>\n";
            wire.send(Wire.response("200 OK", invite, "far", contact, Wire.ANSWER));
            var ack = wire.next("ACK .*");
            wire.cut();
            phone.next("registered");
            assertThat(wire.next("ACK .*")).isEqualTo(ack);
            wire.next("INVITE sip:far@far.invalid.*");
        }
    }
}
