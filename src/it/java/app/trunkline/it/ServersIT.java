package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A line with several servers, and one whose servers the DNS names (RFC 3263). */
class ServersIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.DNS, Lab.BROWSER);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String nobody() {
        return "wss://localhost:" + lab.port("NOBODY");
    }

    private static Phone listen(String servers) {
        return Phone.start(lab, "listen", "trunk_12345", servers);
    }

    private static Phone find(String command, String domain) {
        return Phone.locate(
                lab,
                "dns://127.0.0.1:" + lab.port("DNS"),
                command,
                "trunk_12345",
                List.of(
                        "--domain",
                        domain,
                        "--ca",
                        lab.ca().toString(),
                        "--password-file",
                        lab.passwordFile("trunk_12345").toString()));
    }

    @Test
    void theSecondServerIsTakenWhereNobodyIsAtTheFirst() {
        try (Phone phone = listen(nobody() + " " + lab.wss())) {
            phone.next("registered");
            assertThat(phone.events().all("disconnected")).isEmpty();
        }
    }

    @Test
    void theSecondServerIsTakenWhereTheFirstRefusesTheHandshakeOrHasAnothersCertificate() {
        try (JsonProcess server = lab.deafServer()) {
            var url = server.events().next("listening").get("url").getAsString();
            server.say("refuse on");
            try (Phone phone = listen(url + "," + lab.get("WSS_WRONG_NAME_URL") + ", " + lab.wss())) {
                server.events().next("refused");
                phone.next("registered");
            }
        }
    }

    @Test
    void theFirstServersFaultIsToldWhereNoneTakesTheConnection() {
        try (Phone phone = listen(lab.get("WSS_WRONG_NAME_URL") + " " + nobody())) {
            assertThat(phone.next("disconnected").get("kind").getAsString()).isEqualTo("wrong-host-name");
        }
    }

    /** The server under a phone in use refuses everybody: the other one is taken as soon as the connection is lost. */
    @Test
    void theOtherServerTakesOverWhenTheFirstGoesAway() {
        try (JsonProcess server = lab.deafServer()) {
            var url = server.events().next("listening").get("url").getAsString();
            try (Phone phone = listen(url + " " + lab.wss())) {
                phone.next("registered");
                var known = lab.serverEvents("registered").size();
                server.say("refuse on");
                server.say("cut");
                var lost = phone.next("disconnected").get("t").getAsLong();
                var registered = phone.events().next("registered", e -> true, Duration.ofSeconds(10));
                assertThat(lab.serverEvents("registered")).hasSizeGreaterThan(known);
                Measured.print("the first of two servers goes away, until registered at the other", lost, registered);
            }
        }
    }

    /** A call that nothing answers finds it out. */
    private static long foundOut(Phone phone) {
        phone.say("call 9001");
        var lost = phone.next("disconnected");
        assertThat(lost.get("kind").getAsString()).isEqualTo("silent");
        return lost.get("t").getAsLong();
    }

    /** Its connections are taken by the kernel, and nothing follows: a machine that is down looks the same. */
    @Test
    void theOtherServerTakesOverWhenTheFirstStandsStill() throws IOException {
        try (JsonProcess server = lab.deafServer()) {
            var url = server.events().next("listening").get("url").getAsString();
            try (Phone phone = listen(url + " " + lab.wss())) {
                phone.next("registered");
                var pid = Long.toString(server.pid());
                Commands.run(Map.of(), List.of("kill", "-STOP", pid));
                try {
                    var lost = foundOut(phone);
                    var registered = phone.next("registered");
                    Measured.print("the first of two servers stands still, until registered", lost, registered);
                } finally {
                    Commands.run(Map.of(), List.of("kill", "-CONT", pid));
                }
            }
        }
        assertThat(Files.readString(lab.folder().resolve("home/logs/trunkline.log")))
                .contains("another server is tried: TransportFailure[kind=TIMEOUT, detail=no answer within 1 s");
    }

    /** It still takes connections, as a load balancer does before servers that are down. */
    @Test
    void theOtherServerTakesOverWhenTheFirstFallsSilent() {
        try (JsonProcess server = lab.deafServer()) {
            var url = server.events().next("listening").get("url").getAsString();
            try (Phone phone = listen(url + " " + lab.wss())) {
                phone.next("registered");
                server.say("silent");
                var lost = foundOut(phone);
                var registered = phone.next("registered");
                Measured.print("the first of two servers falls silent, until registered", lost, registered);
            }
        }
    }

    /** RFC 3263 section 4.3: the connection stands, but who is behind it does not serve. */
    @Test
    void theOtherServerIsTakenWhereTheFirstDeclinesTheRegistration() {
        try (JsonProcess server = lab.deafServer()) {
            var url = server.events().next("listening").get("url").getAsString();
            server.say("decline 503");
            try (Phone phone = listen(url + " " + lab.wss())) {
                server.events().next("sip");
                phone.next("registered");
                assertThat(phone.events().all("disconnected")).isEmpty();
            }
            // Nobody is left to be tried: no more than the usual patience.
            try (JsonProcess second = lab.deafServer()) {
                var other = second.events().next("listening").get("url").getAsString();
                second.say("decline 500");
                try (Phone phone = listen(url + " " + other)) {
                    phone.next("registration-failed");
                    LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
                    assertThat(second.events().all("sip")).hasSize(1);
                }
            }
        }
    }

    /** Timer F: 32 s. */
    @Test
    void theOtherServerIsTakenWhereTheFirstDoesNotAnswerTheRegistration() {
        try (JsonProcess server = lab.deafServer()) {
            var url = server.events().next("listening").get("url").getAsString();
            server.say("sip off");
            try (Phone phone = listen(url + " " + lab.wss())) {
                server.events().next("sip");
                phone.events().next("registered", e -> true, Duration.ofSeconds(60));
                assertThat(phone.events().all("disconnected")).isEmpty();
            }
        }
    }

    @Test
    void theCheckTellsOfTheServerThatWasTaken() {
        try (Phone phone = Phone.start(lab, "check", "trunk_12345", nobody() + " " + lab.wss())) {
            assertThat(phone.exitStatus()).isZero();
            assertThat(phone.events().all("step").toString())
                    .contains("localhost: 127.0.0.1")
                    .doesNotContain("bad");
        }
        try (Phone phone = Phone.start(lab, "check", "trunk_12345", lab.get("WSS_WRONG_NAME_URL") + " " + nobody())) {
            assertThat(phone.exitStatus()).isEqualTo(2);
            assertThat(phone.events().all("step").toString()).containsOnlyOnce("bad");
        }
    }

    /** NAPTR leads to SRV, whose first server is not there. */
    @Test
    void aDomainsServersAreFoundByNaptrAndSrv() throws IOException {
        try (Phone phone = find("listen", "lab.test")) {
            phone.next("registered");
        }
        assertThat(Files.readString(lab.file("LOG_DNS"))).contains("_phones._ws.lab.test");
    }

    @Test
    void aDomainsServersAreFoundBySrvAlone() {
        for (var domain : List.of("srv.lab.test", "old.lab.test")) {
            try (Phone phone = find("listen", domain)) {
                phone.next("registered");
            }
        }
    }

    /** Whoever forges the DNS must not lead us to a server of theirs: the certificate has to be the domain's (RFC 5922 section 4). */
    @Test
    void theCertificateHasToBeTheDomainsWhereverTheDnsLeads() {
        try (Phone phone = find("listen", "elsewhere.test")) {
            phone.next("registered");
        }
        try (Phone phone = find("listen", "false.lab.test")) {
            assertThat(phone.next("disconnected").get("kind").getAsString()).isEqualTo("wrong-host-name");
        }
    }

    @Test
    void aDomainWithoutRecordsIsTheServerItself() {
        try (Phone phone = find("check", "unknown.test")) {
            assertThat(phone.exitStatus()).isEqualTo(2);
            assertThat(phone.events().all("step").getFirst().toString()).contains("unknown.test");
        }
    }
}
