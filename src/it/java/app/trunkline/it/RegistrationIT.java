package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged program registers at a Kamailio over WSS, or says in words why not. */
class RegistrationIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.SHA256, Lab.PULSE, Lab.BROWSER);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Phone listen(String server, String... options) {
        return Phone.start(lab, "listen", "trunk_12345", server, options);
    }

    private static void refused(String server, String words, String... options) {
        try (Phone phone = listen(server, options)) {
            assertThat(phone.exitStatus()).isEqualTo(2);
            assertThat(phone.errorText()).containsIgnoringCase(words);
            assertThat(phone.events().all("registered")).isEmpty();
        }
    }

    @Test
    void registersAndUnregistersWithTheRightPassword() {
        try (Phone phone = listen(lab.wss())) {
            phone.next("registered");
            assertThat(lab.serverEvents("registered"))
                    .anyMatch(e -> e.get("user").getAsString().equals("trunk_12345"));
            phone.say("quit");
            assertThat(phone.exitStatus()).isZero();
        }
        assertThat(lab.sipTrace())
                .contains("+sip.instance=")
                .contains("Expires: 0")
                .contains("reg-id=1");
    }

    @Test
    void registersWithSha256() {
        try (Phone phone = listen(lab.get("WSS_SHA256_URL"))) {
            phone.next("registered");
            phone.say("quit");
            assertThat(phone.exitStatus()).isZero();
        }
    }

    @Test
    void aWrongPasswordIsToldAndNotTriedAgain() {
        var before = lab.serverEvents("registration-refused").size();
        refused(lab.wss(), "password", "--password-file", lab.get("PASSWORD_FILE_WRONG"));
        assertThat(lab.serverEvents("registration-refused")).hasSizeLessThanOrEqualTo(before + 2);
    }

    @Test
    void anUnknownAuthorityIsRefused() {
        refused(lab.wss(), "certificate", "--ca", lab.get("OTHER_CA_FILE"));
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        refused(lab.get("WSS_WRONG_NAME_URL"), "name");
    }

    @Test
    void anUnencryptedServerElsewhereIsRefusedBeforeAnythingIsSent() {
        try (Phone phone = listen("ws://192.0.2.1:80/")) {
            assertThat(phone.exitStatus()).isEqualTo(1);
            assertThat(phone.errorText()).contains("wss://");
            assertThat(phone.events().all()).isEmpty();
        }
    }

    @Test
    void theServerSeesTheOrigin() {
        try (Phone phone = listen(lab.get("WSS_ORIGIN_URL"), "--origin", lab.get("ORIGIN"))) {
            phone.next("registered");
            assertThat(lab.serverEvents("handshake")).anyMatch(e -> e.toString().contains(lab.get("ORIGIN")));
        }
        refused(lab.get("WSS_ORIGIN_URL"), "Origin", "--origin", "https://elsewhere.example");
    }

    @Test
    void nothingThatIsWrittenHoldsThePassword() throws Exception {
        var password = Files.readString(lab.passwordFile("trunk_12345")).strip();
        try (Phone phone = listen(lab.wss())) {
            phone.next("registered");
            phone.say("quit");
            assertThat(phone.exitStatus()).isZero();
        }
        try (Stream<Path> files = Files.walk(lab.folder().resolve("home"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(password);
            }
        }
    }

    @Test
    void badInputGetsASentenceAndStatusOne() {
        try (Phone phone = listen("http//nonsense")) {
            assertThat(phone.exitStatus()).isEqualTo(1);
            assertThat(phone.errorText()).contains("wss://").hasLineCount(1);
        }
        try (Phone phone = Phone.start(lab, "call", "trunk_12345", lab.wss(), "\"a\r\nb\" <x>")) {
            assertThat(phone.exitStatus()).isEqualTo(1);
            assertThat(phone.errorText().strip()).isNotEmpty();
        }
        try (Phone phone = Phone.start(
                lab, "call", "trunk_12345", lab.wss(), "--play", lab.ca().toString(), "9001")) {
            assertThat(phone.exitStatus()).isEqualTo(1);
            assertThat(phone.errorText().strip()).isNotEmpty();
        }
    }
}
