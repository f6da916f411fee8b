package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our own presence, published to Kamailio's presence server (RFC 3903) and told by it to a second telephone. */
class PresenceIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.PRESENCE, Lab.KAMAILIO, Lab.SHA256, Lab.PULSE, Lab.RTPENGINE, Lab.numbers("9008"));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static List<JsonObject> published() {
        try (var lines = Files.lines(lab.file("LOG_PRESENCE"))) {
            return lines.filter(line -> line.contains("LAB {\"event\":\"publish\""))
                    .map(line -> JsonParser.parseString(line.substring(line.indexOf("LAB {") + 4))
                            .getAsJsonObject())
                    .filter(each -> told(each, "user").equals("trunk_12345"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told(JsonObject event, String key) {
        return event.get(key).getAsString();
    }

    private static Predicate<JsonObject> presence(String presence, String note) {
        return event ->
                told(event, "presence").equals(presence) && told(event, "note").equals(note);
    }

    /** The server grants 20 s. */
    private static JsonObject refresh() {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var refresh = published().stream()
                    .filter(each -> told(each, "type").isEmpty())
                    .findFirst();
            if (refresh.isPresent()) {
                return refresh.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("it was not refreshed: " + published());
    }

    @Test
    void aColleagueSeesThatWeAreOnThePhoneAndFreeAgain() {
        try (Phone watcher = Phone.start(lab, "listen", "alice", lab.wss())) {
            watcher.next("registered");
            watcher.say("watch trunk_12345");
            watcher.next("lamp");
            try (Phone phone = Phone.listen(lab, "--publish-presence")) {
                watcher.next("lamp", presence("available", ""));
                phone.say("call 9008");
                watcher.next("lamp", presence("busy", "On the phone"));
                phone.next("audio-in");
                phone.say("hangup");
                watcher.next("lamp", presence("available", ""));
                phone.say("dnd on");
                watcher.next("lamp", presence("busy", "Do not disturb"));
                assertThat(told(refresh(), "match")).isNotEmpty();
                phone.say("quit");
                assertThat(phone.exitStatus()).isZero();
                watcher.next("lamp", presence("busy", "Do not disturb").negate());
            }
        }
        var all = published();
        assertThat(all.getFirst()).satisfies(first -> {
            assertThat(told(first, "package")).isEqualTo("presence");
            assertThat(told(first, "type")).isEqualTo("application/pidf+xml");
            assertThat(told(first, "match")).isEmpty();
            assertThat(told(first, "expires")).isEqualTo("600");
        });
        assertThat(all.subList(1, all.size()))
                .as("each names the version that it follows")
                .allSatisfy(each -> assertThat(told(each, "match")).isNotEmpty());
        assertThat(told(all.getLast(), "expires")).isEqualTo("0");
    }

    @Test
    void isQuietAtAServerThatDoesNotKnowPresence() throws IOException {
        try (Phone phone = Phone.start(lab, "listen", "trunk_67890", lab.get("WSS_SHA256_URL"), "--publish-presence")) {
            phone.next("registered");
            phone.say("call 9008");
            phone.next("audio-in");
            phone.say("hangup");
            phone.next("ended");
            phone.say("quit");
            assertThat(phone.exitStatus()).isZero();
        }
        var trace = new StringBuilder();
        try (var files = Files.list(lab.folder().resolve("sip/sha256"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".data")).toList()) {
                trace.append(Files.readString(file));
            }
        }
        assertThat(Pattern.compile("(?m)^PUBLISH ").matcher(trace).results().count())
                .as("once without and once with credentials")
                .isBetween(1L, 2L);
    }
}
