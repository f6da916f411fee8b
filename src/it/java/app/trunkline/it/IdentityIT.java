package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.identity.Carrier;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who calls, proved or not, as calls from a real telephone network tell it; and as whom the network sees us call. */
class IdentityIT {
    private static final String AT = "https://certificates.example.com/carrier.pem";
    private static final String CALLER = "+14155550199";
    private static final String CALLED = "+14155550123";

    @TempDir
    private static Path certificates;

    private static Lab lab;
    private static Carrier carrier;
    private static Phone phone;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9002", "9007"), Lab.PULSE);
        var authority = Carrier.authority("Laboratory Authority", Instant.now());
        carrier = authority.certifies("Laboratory Carrier", Instant.now());
        authority.writeTo(certificates.resolve("authority.pem"));
        carrier.writeTo(certificates.resolve("carrier.pem"));
        phone = Phone.listen(
                lab, "--answer-after", "-1", "--caller-id", CALLED, "--identity-ca", certificates.toString());
    }

    @AfterAll
    static void stop() {
        phone.close();
        lab.close();
    }

    /** A call with these headers that is refused once it has told what it is to tell. */
    private static List<JsonObject> calls(int identities, String... headers) {
        var options = new ArrayList<>(List.of("--caller", CALLER));
        Stream.of(headers).forEach(header -> options.addAll(List.of("--header", header)));
        var call = Sipp.call(lab, CALLED, "in-refused", options.toArray(String[]::new));
        List<JsonObject> told = new ArrayList<>(List.of(phone.next("incoming")));
        for (var i = 0; i < identities; i++) {
            told.add(phone.next("identity"));
        }
        phone.say("reject 486");
        phone.next("ended");
        call.succeeds();
        return told;
    }

    private static String text(JsonObject event, String field) {
        return event.has(field) ? event.get(field).getAsString() : "";
    }

    private static void outcome(String header, String outcome, String words) {
        var last = calls(outcome.equals("verified") || outcome.equals("forged") ? 2 : 1, "Identity: " + header)
                .getLast();
        assertThat(text(last, "outcome")).isEqualTo(outcome);
        assertThat(text(last, "words")).contains(words);
    }

    private static String signed(String attestation, String caller, Instant at) {
        return carrier.shaken(attestation, caller.substring(1), CALLED.substring(1), at, AT);
    }

    @Test
    void theServersWordOnTheNumberIsTold() {
        for (var letter : new String[] {"A", "B", "C"}) {
            var told = calls(
                    1,
                    "P-Asserted-Identity: \"Ada\""
                            + " <sip:+14155550142;verstat=TN-Validation-Passed@carrier.example;user=phone>",
                    "P-Attestation-Indicator: " + letter);
            assertThat(text(told.getFirst(), "user")).isEqualTo("+14155550142");
            assertThat(text(told.getFirst(), "name")).isEqualTo("Ada");
            assertThat(text(told.getLast(), "verstat")).isEqualTo("TN-Validation-Passed");
            assertThat(text(told.getLast(), "attestation")).isEqualTo(letter);
            assertThat(text(told.getLast(), "words")).startsWith("Verified by the carrier (" + letter + ")");
        }
        var failed = calls(1, "P-Asserted-Identity: <sip:+14155550142@carrier.example;verstat=TN-Validation-Failed>");
        assertThat(text(failed.getLast(), "words")).contains("may be forged");
    }

    @Test
    void whoWantsPrivacyHasNoName() {
        var told = calls(0, "P-Asserted-Identity: \"Ada\" <sip:+14155550142@carrier.example>", "Privacy: id");
        assertThat(text(told.getFirst(), "user")).isEqualTo("anonymous");
        assertThat(told.getFirst().toString()).doesNotContain("Ada", "4155550142", "4155550199");
    }

    @Test
    void whoForwardedTheCallIsTold() {
        var diverted = calls(1, "Diversion: <sip:+14155550166@carrier.example>;reason=user-busy;counter=1");
        assertThat(text(diverted.getLast(), "forwardedFrom")).isEqualTo("+14155550166");
        assertThat(text(diverted.getLast(), "forwardedReason")).isEqualTo("busy");
        var history = calls(
                1,
                "History-Info: <sip:+14155550177@carrier.example>;index=1, <sip:" + CALLED
                        + "@carrier.example;cause=408>;index=1.1;mp=1");
        assertThat(text(history.getLast(), "forwardedFrom")).isEqualTo("+14155550177");
        assertThat(text(history.getLast(), "forwardedReason")).isEqualTo("no answer");
    }

    @Test
    void aSignatureIsCheckedWhileItRings() {
        outcome(signed("A", CALLER, Instant.now()), "verified", "Verified (A): the caller has a right to this number.");
        outcome(signed("C", CALLER, Instant.now()), "verified", "Signed by Laboratory Carrier.");
        var good = signed("A", CALLER, Instant.now());
        var other = signed("B", CALLER, Instant.now());
        outcome(
                good.substring(0, good.lastIndexOf('.', good.indexOf(';')))
                        + other.substring(other.lastIndexOf('.', other.indexOf(';'))),
                "forged",
                "does not match the call");
        outcome(signed("A", CALLER, Instant.now().minusSeconds(300)), "stale", "too old");
        outcome(signed("A", "+14155550111", Instant.now()), "wrong-number", "belongs to another call");
        outcome("nonsense", "malformed", "");
    }

    @Test
    void theCallerMayBecomeAnotherDuringTheCall() {
        var call = Sipp.call(lab, CALLED, "in-changes", "--stay", "500", "--caller", CALLER);
        phone.next("incoming");
        phone.say("answer");
        var changed = phone.next("identity");
        assertThat(text(changed, "user")).isEqualTo("+14155550142");
        assertThat(text(changed, "name")).isEqualTo("Grace Hopper");
        assertThat(text(phone.next("ended"), "cause")).isEqualTo("hung-up-there");
        call.succeeds();
    }

    /** Another user: the server keeps one telephone for each, and that of trunk_12345 listens. */
    private static Phone caller(String target, String... options) {
        var all = new ArrayList<>(List.of(options));
        all.add(target);
        return Phone.start(lab, "call", "trunk_67890", lab.wss(), all.toArray(String[]::new));
    }

    @Test
    void whoAnsweredIsTold() {
        try (Phone caller = caller("9007")) {
            var connected = caller.next("identity");
            assertThat(text(connected, "name")).isEqualTo("Speaking Clock");
            assertThat(text(connected, "user")).isEqualTo("+14155559007");
            caller.next("ended");
        }
    }

    /** What the telephone network got, by its own log. */
    private static String seen(String number, Runnable call) throws IOException {
        var log = lab.logs().resolve("sipp-" + number + "-messages.log");
        var before = Files.exists(log) ? Files.size(log) : 0;
        call.run();
        var text = Files.readString(log).substring((int) before);
        return text.substring(text.indexOf("INVITE sip:"), text.indexOf("v=0"));
    }

    private static void busy(String... options) {
        try (Phone caller = caller("9002", options)) {
            caller.next("ended", e -> e.get("code").getAsInt() == 486);
        }
    }

    @Test
    void theNetworkSeesTheChosenNumber() throws IOException {
        assertThat(seen("9002", () -> busy("--caller-id", "+14155550168")))
                .containsPattern("From: [^\\r\\n]*<sip:\\+14155550168@")
                .containsPattern("P-Preferred-Identity: <sip:\\+14155550168@")
                .doesNotContain("Privacy");
    }

    @Test
    void theNetworkDoesNotSeeTheHiddenNumber() throws IOException {
        var told = seen("9002", () -> busy("--caller-id", "+14155550168", "--hide-caller-id", "--display-name", "Ada"));
        assertThat(told)
                .contains("<sip:anonymous@anonymous.invalid>")
                .contains("Privacy: id")
                .doesNotContain("4155550168", "trunk_67890", "Ada");
        // The server knew it: it let the call through by that number.
        assertThat(lab.sipTrace()).containsPattern("P-Preferred-Identity: [^\\r\\n]*<sip:\\+14155550168@");
    }
}
