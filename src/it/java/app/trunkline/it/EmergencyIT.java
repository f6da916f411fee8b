package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A provider that does not place emergency calls: the person has to know at once. */
class EmergencyIT {
    private static final String WORDS = "This line did not place the emergency call. Use another telephone now.";

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.NETWORK, Lab.PULSE);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static boolean onTheWire(String text) throws Exception {
        try (var files = Files.walk(lab.folder().resolve("sip"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The number goes out as typed, and the server's refusal is told on standard error, in the end of the call and by itself. */
    @Test
    void theTerminalTellsThatTheLineDidNotPlaceTheCall() throws Exception {
        try (Phone phone = Phone.call(lab, "911", "--country", "US")) {
            var ended = phone.next("ended");
            assertThat(ended.get("code").getAsInt()).isEqualTo(404);
            assertThat(ended.get("text").getAsString()).startsWith(WORDS);
            var told = phone.next("emergency");
            assertThat(told.get("state").getAsString()).isEqualTo("not-placed");
            assertThat(told.get("text").getAsString()).startsWith(WORDS);
            assertThat(phone.exitStatus()).isEqualTo(3);
            assertThat(phone.errorText()).contains(WORDS);
        }
        assertThat(onTheWire("INVITE sip:911@" + lab.get("DOMAIN"))).isTrue();
    }
}
