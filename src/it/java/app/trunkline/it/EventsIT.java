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

/**
 * The voicemail lamp, busy lamps and presence, told by Kamailio's presence server; text messages to and from JsSIP. What
 * each side was told is read from the peers, not from us.
 */
class EventsIT {
    private static final String MWI = "application/simple-message-summary";
    private static final String DIALOGS = "application/dialog-info+xml";
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.PRESENCE, Lab.KAMAILIO, Lab.SHA256, Lab.PULSE, Lab.BROWSER);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String ask(int port, String method, String user, String headers, String type, String body) {
        return new Switchboard(lab).ask(port, method, user, headers, type, body);
    }

    private static String publish(String user, String event, String type, String body, String tag) {
        return new Switchboard(lab).publish(user, event, type, body, tag);
    }

    private static List<JsonObject> subscriptions(Predicate<JsonObject> wanted) {
        try (var lines = Files.lines(lab.file("LOG_PRESENCE"))) {
            return lines.filter(line -> line.contains("LAB {\"event\":\"subscribe\""))
                    .map(line -> JsonParser.parseString(line.substring(line.indexOf("LAB {") + 4))
                            .getAsJsonObject())
                    .filter(wanted)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the subscription was refreshed inside its dialog; the server grants 20 s. */
    private static void refreshed(Predicate<JsonObject> which) {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var newest = subscriptions(which).getLast();
            if (!newest.get("inside").getAsString().equals("<null>")
                    && !newest.get("expires").getAsString().equals("0")) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("it was not refreshed: " + subscriptions(which));
    }

    private static Predicate<JsonObject> of(String user, String event) {
        return each -> each.get("user").getAsString().equals(user)
                && each.get("package").getAsString().equals(event);
    }

    private static boolean says(JsonObject event, String key, String value) {
        return event.get(key).getAsString().equals(value);
    }

    private static String dialog(String state) {
        return """
                <?xml version="1.0"?>
                <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="sip:alice@lab.test">
                  <dialog id="d1" call-id="call-1" local-tag="ours" remote-tag="theirs" direction="recipient">
                    <state>%s</state>
                    <remote><identity display="Grace Hopper">sip:+14155550199@lab.test</identity></remote>
                  </dialog>
                </dialog-info>
                """.formatted(state);
    }

    @Test
    void theVoicemailIsAskedForAndTold() {
        try (Phone phone = Phone.listen(lab)) {
            var tag = publish(
                    "trunk_12345",
                    "message-summary",
                    MWI,
                    "Messages-Waiting: yes\r\nMessage-Account: sip:9001@lab.test\r\nVoice-Message: 2/8 (1/0)\r\n",
                    "");
            var waiting = phone.next("message-waiting", e -> e.get("waiting").getAsBoolean());
            assertThat(waiting.get("new").getAsInt()).isEqualTo(2);
            assertThat(waiting.get("old").getAsInt()).isEqualTo(8);
            assertThat(waiting.get("urgent").getAsInt()).isEqualTo(1);
            assertThat(waiting.get("account").getAsString()).isEqualTo("sip:9001@lab.test");
            publish("trunk_12345", "message-summary", MWI, "Messages-Waiting: no\r\nVoice-Message: 0/10\r\n", tag);
            phone.next("message-waiting", e -> !e.get("waiting").getAsBoolean());
            refreshed(of("trunk_12345", "message-summary"));
            publish("trunk_12345", "message-summary", MWI, "Messages-Waiting: yes\r\nVoice-Message: 3/10\r\n", "");
            phone.next("message-waiting", e -> e.get("new").getAsInt() == 3);
            phone.say("quit");
            assertThat(phone.exitStatus()).isZero();
        }
        var asked = subscriptions(of("trunk_12345", "message-summary"));
        assertThat(asked.getFirst()).satisfies(first -> {
            assertThat(first.get("accept").getAsString()).isEqualTo(MWI);
            assertThat(first.get("expires").getAsString()).isEqualTo("3600");
        });
        assertThat(asked.getLast().get("expires").getAsString())
                .as("given up at the end, inside the dialog")
                .isEqualTo("0");
        assertThat(asked.getLast().get("call").getAsString())
                .isEqualTo(asked.get(asked.size() - 2).get("call").getAsString());
    }

    @Test
    void messagesAreToldWithoutHavingBeenAskedFor() {
        try (Phone phone = Phone.listen(lab)) {
            var answer = ask(
                    lab.port("SIP"),
                    "NOTIFY",
                    "trunk_12345",
                    "Event: message-summary\r\nSubscription-State: active\r\n",
                    MWI,
                    "Messages-Waiting: yes\r\nVoice-Message: 7/0\r\n");
            assertThat(answer).startsWith("SIP/2.0 200");
            phone.next("message-waiting", e -> e.get("new").getAsInt() == 7);
            assertThat(ask(
                            lab.port("SIP"),
                            "NOTIFY",
                            "trunk_12345",
                            "Event: dialog\r\nSubscription-State: active\r\n",
                            DIALOGS,
                            dialog("early")))
                    .as("nobody asked for that")
                    .startsWith("SIP/2.0 481");
        }
    }

    @Test
    void aColleaguesLampRingsTalksAndGoesOut() {
        try (Phone phone = Phone.listen(lab)) {
            phone.say("watch alice");
            phone.next("lamp", e -> says(e, "target", "sip:alice@lab.test"));
            var tag = publish("alice", "dialog", DIALOGS, dialog("early"), "");
            var ringing = phone.next("lamp", e -> says(e, "state", "ringing"));
            assertThat(ringing.get("direction").getAsString()).isEqualTo("incoming");
            assertThat(ringing.get("caller").getAsString()).isEqualTo("Grace Hopper");
            tag = publish("alice", "dialog", DIALOGS, dialog("confirmed"), tag);
            phone.next("lamp", e -> says(e, "state", "talking"));
            publish("alice", "dialog", DIALOGS, dialog("terminated"), tag);
            phone.next("lamp", e -> says(e, "state", "idle"));
            publish(
                    "alice",
                    "presence",
                    "application/pidf+xml",
                    "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\" entity=\"sip:alice@lab.test\"><tuple id=\"t\">"
                            + "<status><basic>open</basic></status><note>At my desk</note></tuple></presence>",
                    "");
            var present = phone.next("lamp", e -> says(e, "presence", "available"));
            assertThat(present.get("note").getAsString()).isEqualTo("At my desk");
        }
        assertThat(subscriptions(of("alice", "dialog")).getFirst()).satisfies(first -> {
            assertThat(first.get("accept").getAsString()).isEqualTo(DIALOGS);
            assertThat(first.get("expires").getAsString()).isEqualTo("600");
        });
    }

    @Test
    void isQuietAtAServerThatKnowsNoEvents() throws IOException {
        try (Phone phone = Phone.start(lab, "listen", "trunk_12345", lab.get("WSS_SHA256_URL"))) {
            phone.next("registered");
            // Its own call to nowhere comes after whatever a second SUBSCRIBE would have been.
            phone.say("message 1234 is anybody there");
            phone.next("message-failed");
            assertThat(phone.events().comesWithin("message-waiting", Duration.ofSeconds(1)))
                    .isFalse();
            phone.say("quit");
            assertThat(phone.exitStatus()).isZero();
        }
        var trace = new StringBuilder();
        try (var files = Files.list(lab.folder().resolve("sip/sha256"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".data")).toList()) {
                trace.append(Files.readString(file));
            }
        }
        assertThat(trace).contains("SIP/2.0 489 Bad Event");
        assertThat(Pattern.compile("(?m)^SUBSCRIBE ").matcher(trace).results().count())
                .as("once without and once with credentials")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void textsGoBothWaysWithEveryLetter() {
        var said = "Grüße aus Köln 👋 – 日本";
        try (JsSipPhone alice = JsSipPhone.register(lab, "alice", 0);
                Phone phone = Phone.listen(lab)) {
            phone.say("message alice " + said);
            assertThat(alice.next("message").get("text").getAsString()).isEqualTo(said);
            assertThat(phone.next("message-sent").get("code").getAsInt()).isEqualTo(200);
            alice.say("message " + lab.address("trunk_12345") + " " + said + " zurück");
            var heard = phone.next("message");
            assertThat(heard.get("text").getAsString()).isEqualTo(said + " zurück");
            assertThat(heard.get("from").getAsString()).isEqualTo("sip:alice@lab.test");
        }
    }

    @Test
    void whatCannotBeSentOrReadIsSaidInWords() {
        try (Phone phone = Phone.listen(lab)) {
            phone.say("message nobody hello");
            var failed = phone.next("message-failed");
            assertThat(failed.get("code").getAsInt()).isEqualTo(404);
            assertThat(failed.get("text").getAsString()).contains("no such number");
            phone.say("message alice " + "x".repeat(1_301));
            assertThat(phone.next("message-failed").get("text").getAsString()).contains("1301 bytes");
            assertThat(ask(lab.port("SIP"), "MESSAGE", "trunk_12345", "", "text/html", "<b>hello</b>"))
                    .startsWith("SIP/2.0 415")
                    .containsIgnoringCase("Accept: text/plain");
            assertThat(ask(lab.port("SIP"), "MESSAGE", "trunk_12345", "", "text/plain", "from the network"))
                    .startsWith("SIP/2.0 200");
            assertThat(phone.next("message").get("text").getAsString()).isEqualTo("from the network");
        }
    }
}
