package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo line's four numbers, from the packaged program to the packaged program. */
class DemoLineIT {
    private static Lab lab;
    private static Process demo;
    private static String server;
    private static String ca;
    private static Path password;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(Lab.PULSE);
        var builder = new ProcessBuilder(Program.exploded("demo")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TRUNKLINE_HOME", lab.folder().resolve("demo").toString());
        demo = builder.start();
        var said = new StringBuilder();
        var out = demo.inputReader();
        while (!said.toString().contains("*46")) {
            said.append(out.readLine()).append('\n');
        }
        server = word(said, "listens at (\\S+)");
        ca = word(said, "authority\\s+(\\S+)");
        password = lab.folder().resolve("demo-password");
        Files.writeString(password, word(said, "password\\s+(\\S+)"));
    }

    private static String word(CharSequence text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    @AfterAll
    static void stop() {
        demo.destroy();
        lab.close();
    }

    private static Phone phone(String command, String... options) {
        List<String> all =
                new ArrayList<>(List.of("--ca", ca, "--password-file", password.toString(), "--domain", "localhost"));
        all.addAll(List.of(options));
        return Phone.at(lab, command, "demo", server, all);
    }

    @Test
    void echoesWhatIsSaid() {
        var tone = Tone.write(lab.folder().resolve("tone.wav"), 700, Duration.ofSeconds(20), 0.5);
        var heard = lab.folder().resolve("heard.wav");
        try (Phone phone =
                phone("call", "--play", tone.toString(), "--record", heard.toString(), "--for", "4", "*43")) {
            phone.next("audio-in");
            phone.next("ended");
            assertThat(phone.exitStatus()).isZero();
        }
        assertThat(Tone.of(heard, Duration.ofSeconds(1))).matches(t -> t.is(700));
    }

    @Test
    void callsBack() {
        try (Phone phone = phone("listen")) {
            phone.next("registered");
            phone.say("call *44");
            phone.next("accepted");
            phone.next("ended");
            phone.next("incoming");
            phone.next("media-connected");
            phone.say("hangup");
            phone.next("ended");
        }
    }

    @Test
    void isBusy() {
        try (Phone phone = phone("call", "*45")) {
            assertThat(phone.next("ended").get("code").getAsInt()).isEqualTo(486);
            assertThat(phone.exitStatus()).isEqualTo(3);
        }
    }

    @Test
    void neverAnswers() {
        try (Phone phone = phone("call", "*46")) {
            phone.next("progress", e -> e.get("code").getAsInt() == 180);
            phone.say("hangup");
            assertThat(phone.next("ended").get("cause").getAsString()).isEqualTo("cancelled-here");
        }
    }
}
