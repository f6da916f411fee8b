package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** CRLF pings on the wire, and what follows when nobody answers them. */
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
    void pingsEvery30SecondsByItself() {
        try (JsonProcess server = lab.deafServer();
                Phone phone = listen(server)) {
            phone.next("registered");
            var first = server.events()
                    .next("crlf-ping", e -> true, Duration.ofSeconds(60))
                    .get("t")
                    .getAsLong();
            var second = server.events()
                    .next("crlf-ping", e -> true, Duration.ofSeconds(60))
                    .get("t")
                    .getAsLong();
            assertThat(second - first).isBetween(28_000L, 33_000L);
            assertThat(phone.events().all("disconnected")).isEmpty();
        }
    }

    /** RFC 5626 section 4.4: this server forgets a connection that was quiet for 12 s. */
    @Test
    void pingsSoonerWhereTheServerWantsIt() {
        try (JsonProcess server = lab.deafServer("--flow-timer", "12");
                Phone phone = listen(server)) {
            var registered = phone.next("registered").get("t").getAsLong();
            var ping = server.events().next("crlf-ping").get("t").getAsLong();
            assertThat(ping - registered).isBetween(9_000L, 13_000L);
            var next = server.events().next("crlf-ping").get("t").getAsLong();
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

    @Test
    void comesBackByItselfWhenTheServerDoes() {
        try (Phone phone = Phone.listen(lab)) {
            lab.stop(Lab.KAMAILIO);
            phone.next("disconnected");
            lab.startAgain(Lab.KAMAILIO);
            phone.events().next("registered", e -> true, Duration.ofSeconds(90));
        }
    }

    private static Phone listen(JsonProcess server, String... options) {
        var url = server.events().next("listening").get("url").getAsString();
        return Phone.start(lab, "listen", "trunk_12345", url, options);
    }
}
