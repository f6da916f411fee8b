package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** CRLF pings on the wire, and what follows when nobody answers them. Every test waits, so they wait beside one another. */
@Execution(ExecutionMode.CONCURRENT)
class KeepAliveIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.BROWSER);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    @Tag("soak")
    void pingsEvery30SecondsByItself() {
        assertThat(timeBetweenPings()).isBetween(28_000L, 33_000L);
    }

    /** No time may be shorter. */
    @Test
    void pingsAsOftenAsItIsTold() {
        assertThat(timeBetweenPings("--keepalive", "10")).isBetween(8_000L, 13_000L);
    }

    /** In milliseconds. */
    private static long timeBetweenPings(String... options) {
        try (JsonProcess server = lab.deafServer();
                Phone phone = listen(server, options)) {
            var registered = phone.next("registered").get("t").getAsLong();
            var first = regularPing(server, registered);
            var second = regularPing(server, registered);
            assertThat(phone.events().all("disconnected")).isEmpty();
            return second - first;
        }
    }

    /** The server answers no SUBSCRIBE, so a ping follows that one. */
    private static long regularPing(JsonProcess server, long registered) {
        return server.events()
                .next("crlf-ping", ping -> ping.get("t").getAsLong() - registered > 6_000, Duration.ofSeconds(60))
                .get("t")
                .getAsLong();
    }

    /** RFC 5626 section 4.4: this server forgets a connection that was quiet for 12 s. */
    @Test
    void pingsSoonerWhereTheServerWantsIt() {
        try (JsonProcess server = lab.deafServer("--flow-timer", "12");
                Phone phone = listen(server)) {
            var registered = phone.next("registered").get("t").getAsLong();
            var ping = regularPing(server, registered);
            assertThat(ping - registered).isBetween(9_000L, 13_000L);
            var next = regularPing(server, registered);
            assertThat(next - ping).isBetween(9_000L, 13_000L);
        }
    }

    @Test
    void takesASilentServerForGoneAndSaysSo() {
        try (JsonProcess server = lab.deafServer();
                Phone phone = listen(server, "--keepalive", "10")) {
            phone.next("registered");
            server.say("silent");
            var lost = phone.events().next("disconnected", e -> true, Duration.ofSeconds(60));
            assertThat(lost.toString()).containsIgnoringCase("silent");
            phone.events().next("reconnecting", e -> true, Duration.ofSeconds(60));
        }
    }

    /** Pings of its own come every two minutes here: what finds the silence is the call that nobody answers. */
    @Test
    void aCallThatNothingAnswersFindsASilentServerOutAtOnce() {
        try (JsonProcess server = lab.deafServer();
                Phone phone = listen(server, "--keepalive", "120")) {
            phone.next("registered");
            server.say("silent");
            phone.say("call 9001");
            var asked = server.events()
                    .next("sip", e -> e.get("line").getAsString().startsWith("INVITE"))
                    .get("t")
                    .getAsLong();
            var lost = phone.next("disconnected");
            assertThat(lost.get("kind").getAsString()).isEqualTo("silent");
            Measured.print("a silent server, from the INVITE until the connection is given up", asked, lost);
            Measured.print("and until the next try", asked, phone.next("reconnecting"));
        }
    }

    /** The same server, alive: it answers pings, and no request. */
    @Test
    void aServerThatAnswersPingsAloneIsNotGivenUp() {
        try (JsonProcess server = lab.deafServer();
                Phone phone = listen(server, "--keepalive", "120")) {
            phone.next("registered");
            server.say("sip off");
            phone.say("call 9001");
            server.events().next("sip", e -> e.get("line").getAsString().startsWith("INVITE"));
            server.events().next("crlf-answered");
            phone.say("hangup");
            assertThat(phone.events().all("disconnected")).isEmpty();
        }
    }

    /** It knows nobody any more: its location table is in its memory. */
    @Test
    void comesBackByItselfWhenTheServerDoes() {
        try (Phone phone = Phone.listen(lab)) {
            lab.stop(Lab.KAMAILIO);
            phone.next("disconnected");
            var starts = System.currentTimeMillis();
            lab.startAgain(Lab.KAMAILIO);
            var registered = phone.events().next("registered", e -> true, Duration.ofSeconds(90));
            Measured.print(
                    "a server that was restarted, from its start until the line is registered", starts, registered);
        }
    }

    private static Phone listen(JsonProcess server, String... options) {
        var url = server.events().next("listening").get("url").getAsString();
        // Telephones that run at the same time are those of different people.
        var home = Map.of(
                "TRUNKLINE_HOME",
                lab.folder().resolve("home-" + URI.create(url).getPort()).toString());
        return Phone.start(lab, home, "listen", "trunk_12345", url, options);
    }
}
