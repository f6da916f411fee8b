package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code trunkline check} step by step, and the relay that it finds, by coturn. */
class CheckIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String[] turn(String... more) {
        var server = "127.0.0.1:" + lab.port("TURN");
        return Stream.concat(
                        Stream.of(
                                "--stun",
                                server,
                                "--turn",
                                server,
                                "--turn-user",
                                lab.get("TURN_USER"),
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
