package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code trunkline check} step by step, and the relay that it finds, by coturn. */
class CheckIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9008"), Lab.PULSE, Lab.COTURN);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String[] turn(String... more) {
        return turnAt("127.0.0.1", lab.get("TURN_USER"), more);
    }

    private static String[] turnAt(String host, String user, String... more) {
        var server = host + ":" + lab.port("TURN");
        return Stream.concat(Stream.of("--stun", server), Stream.of(turnBy(server, user, more)))
                .toArray(String[]::new);
    }

    private static String[] turnBy(String url, String user, String... more) {
        return Stream.concat(
                        Stream.of(
                                "--turn",
                                url,
                                "--turn-user",
                                user,
                                "--turn-password-file",
                                lab.get("TURN_PASSWORD_FILE")),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static Phone check(String server, String... options) {
        return Phone.start(lab, "check", "trunk_12345", server, options);
    }

    private static List<String> outcomes(Phone phone) {
        return phone.events().all("step").stream().map(CheckIT::outcome).toList();
    }

    private static String outcome(JsonObject step) {
        return step.get("step").getAsString() + " " + step.get("outcome").getAsString();
    }

    @Test
    void everyStepOfAGoodLineIsGood() {
        try (Phone phone = check(lab.wss(), turn())) {
            assertThat(phone.exitStatus()).isZero();
            assertThat(outcomes(phone))
                    .containsExactly(
                            "name good",
                            "tcp good",
                            "tls good",
                            "websocket good",
                            "registration good",
                            "stun good",
                            "turn good",
                            "sound good");
        }
    }

    @Test
    void stunAndTurnAreCheckedOverIpv6() {
        try (Phone phone = check(lab.wss(), turnAt("[::1]", lab.get("TURN_USER")))) {
            assertThat(phone.exitStatus()).isZero();
            assertThat(outcomes(phone)).contains("stun good", "turn good");
        }
        try (Phone phone = check(lab.wss(), turnAt("[::1]", "nobody"))) {
            assertThat(phone.exitStatus()).isNotZero();
            assertThat(outcomes(phone)).contains("stun good", "turn bad");
        }
    }

    /** The relay is reached at ::1 alone; coturn tells from where it was used: the check asks from ::1 itself, a call does not. */
    @Test
    void aCallThroughTheRelayRunsOverIpv6() throws IOException {
        try (Phone phone = Phone.call(lab, "9008", turnAt("[::1]", lab.get("TURN_USER"), "--relay-only"))) {
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(1000));
            phone.say("hangup");
            phone.next("ended");
        }
        assertThat(lab.sipTrace()).contains("typ relay").doesNotContain("typ srflx");
        var session = Pattern.compile("closed .* local \\[::1]:\\d+, remote \\[(?!::1])");
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (!session.matcher(Files.readString(lab.logs().resolve("coturn.log")))
                .find()) {
            assertThat(System.nanoTime())
                    .as("coturn never told of the phone over IPv6")
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void turnIsCheckedOverTcpAndTls() {
        for (var url : List.of(
                "turn:127.0.0.1:" + lab.port("TURN") + "?transport=tcp", "turns:localhost:" + lab.port("TURNS"))) {
            try (Phone phone = check(lab.wss(), turnBy(url, lab.get("TURN_USER")))) {
                assertThat(phone.exitStatus()).isZero();
                assertThat(outcomes(phone)).contains("turn good");
            }
        }
        // Nobody speaks TLS there.
        try (Phone phone = check(lab.wss(), turnBy("turns:localhost:" + lab.port("WS"), lab.get("TURN_USER")))) {
            assertThat(phone.exitStatus()).isNotZero();
            assertThat(outcomes(phone)).contains("turn bad");
        }
    }

    /** The relay is reached by TLS alone; its certificate is checked by the authority that the line names. */
    @Test
    void aCallThroughTheRelayRunsOverTls() throws IOException {
        var coturn = lab.logs().resolve("coturn.log");
        var before = Files.readString(coturn).length();
        try (Phone phone = Phone.call(
                lab, "9008", turnBy("turns:localhost:" + lab.port("TURNS"), lab.get("TURN_USER"), "--relay-only"))) {
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(1000));
            phone.say("hangup");
            phone.next("ended");
        }
        assertThat(Files.readString(coturn).substring(before)).contains("ALLOCATE processed, success", "method=TLSv1");
    }

    @Test
    void theStepThatFailsSaysWhatToDo() {
        try (Phone phone =
                check(lab.wss(), "--password-file", lab.passwordFile("wrong").toString())) {
            assertThat(phone.exitStatus()).isEqualTo(2);
            assertThat(outcomes(phone)).contains("websocket good", "registration bad");
        }
        try (Phone phone = check(lab.get("WSS_WRONG_NAME_URL"))) {
            assertThat(phone.exitStatus()).isEqualTo(2);
            assertThat(outcomes(phone)).contains("tcp good", "tls bad", "registration skipped");
        }
    }

    @Test
    void aCallThroughTheRelayAloneIsHeard() {
        try (Phone phone = Phone.call(lab, "9008", turn("--relay-only"))) {
            phone.next("audio-in");
            assertThat(lab.pulse().hear("spk", Duration.ofSeconds(1))).matches(t -> t.is(1000));
            phone.say("hangup");
            phone.next("ended");
        }
        assertThat(lab.sipTrace()).contains("typ relay").doesNotContain("typ srflx");
    }
}
