package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the packaged telephone does by itself, as callers from the network and from a browser meet it. */
class PolicyIT {
    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(
                Lab.KAMAILIO,
                Lab.RTPENGINE,
                Lab.numbers("9001", "9003", "9004", "9008", "9009"),
                Lab.PULSE,
                Lab.BROWSER);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Sipp sipp(String scenario, String... options) {
        return Sipp.call(lab, "trunk_12345", scenario, options);
    }

    /** The telephone's word for the call's end, and the status that the caller was given. */
    private static void turnedAway(Phone phone, Network network, String cause, int code, String... options) {
        var sipp = sipp(code == 302 ? "in-redirected" : "in-refused", options);
        var ended = phone.next("ended");
        assertThat(ended.get("cause").getAsString()).isEqualTo(cause);
        assertThat(ended.get("code").getAsInt()).isEqualTo(code);
        network.next("in-tone", "ended", each -> each.get("how").getAsString().equals(Integer.toString(code)));
        sipp.succeeds();
    }

    private static void rings(Phone phone, String... options) {
        var sipp = sipp("in-hangs-up", options);
        phone.next("incoming");
        phone.next("confirmed");
        phone.next("ended");
        sipp.succeeds();
    }

    @Test
    void doNotDisturbIsSwitchedOnAndOff() {
        try (Network network = lab.network();
                Phone phone = Phone.listen(lab, "--dnd")) {
            turnedAway(phone, network, "do-not-disturb", 480);
            phone.say("dnd off");
            rings(phone, "--stay", "300");
            phone.say("dnd on");
            turnedAway(phone, network, "do-not-disturb", 480);
        }
    }

    @Test
    void sendsEveryCallerOnWith302() {
        try (Network network = lab.network();
                Phone phone = Phone.listen(lab, "--forward-to", "+1 415 555 0146");
                JsSipPhone bob = JsSipPhone.register(lab, "bob", 659)) {
            turnedAway(phone, network, "forwarded-here", 302);
            assertThat(lab.sipTrace()).contains("Contact: <sip:+14155550146@" + lab.get("DOMAIN") + ">");
            bob.call(lab.address("trunk_12345"));
            assertThat(bob.next("ended").get("code").getAsInt()).isEqualTo(302);
            assertThat(phone.events().all("accepted")).isEmpty();
        }
    }

    @Test
    void sendsOnWhatNobodyAnswersAndWhatTheUserSendsOn() {
        try (Network network = lab.network();
                Phone phone = Phone.listen(
                        lab, "--forward-to", "9001", "--forward-when", "noanswer", "--forward-after", "3")) {
            turnedAway(phone, network, "forwarded-here", 302);
            var sipp = sipp("in-redirected");
            phone.next("incoming");
            phone.say("forward 9008");
            assertThat(phone.next("ended").get("cause").getAsString()).isEqualTo("forwarded-here");
            sipp.succeeds();
            assertThat(lab.sipTrace())
                    .contains("Contact: <sip:9001@lab.test>")
                    .contains("Contact: <sip:9008@lab.test>");
        }
    }

    @Test
    void answersByItselfOnlyWhatAsksForIt() {
        try (Phone phone = Phone.listen(lab, "--auto-answer")) {
            var asks = sipp("in-waits", "--header", "Call-Info: <sip:lab.test>;answer-after=0");
            phone.next("confirmed");
            // It may be heard before the ACK is.
            phone.events().once("audio-in", any -> true);
            phone.say("hangup");
            phone.next("ended");
            asks.succeeds();
            var silent = sipp("in-cancels", "--stay", "1500");
            assertThat(phone.next("ended").get("cause").getAsString()).isEqualTo("cancelled-there");
            silent.succeeds();
            assertThat(phone.events().all("accepted")).hasSize(1);
        }
    }

    @Test
    void answersNothingByItselfUnlessSwitchedOn() {
        try (Phone phone = Phone.listen(lab, "--answer-after", "-1")) {
            var asks = sipp("in-cancels", "--stay", "1500", "--header", "Call-Info: <sip:lab.test>;answer-after=0");
            assertThat(phone.next("ended").get("cause").getAsString()).isEqualTo("cancelled-there");
            asks.succeeds();
            assertThat(phone.events().all("accepted")).isEmpty();
        }
    }

    @Test
    void blockedAndNamelessCallersAreDeclinedAndOthersRing() {
        try (Network network = lab.network();
                Phone phone = Phone.listen(lab, "--block", "+1 415 555 01*", "--block-anonymous")) {
            turnedAway(phone, network, "screened", 603);
            turnedAway(phone, network, "screened", 603, "--caller", "anonymous", "--name", "Anonymous");
            rings(phone, "--stay", "300", "--caller", "+442079460958");
        }
    }

    @Test
    void oneCallMoreThanAllowedHearsBusy() {
        try (Network network = lab.network();
                Phone phone = Phone.listen(lab, "--most-calls", "1")) {
            var first = sipp("in-waits");
            phone.next("confirmed");
            turnedAway(phone, network, "busy-here", 486);
            phone.say("hangup");
            phone.next("ended");
            first.succeeds();
        }
    }

    @Test
    void storedDigitsAreSentAfterTheirPauseAndWrittenNowhere() throws IOException {
        for (var target : new String[] {"9009,,73915048#", "tel:9009;postd=p73915048%23"}) {
            try (Network network = lab.network();
                    Phone phone = Phone.call(lab, target)) {
                network.next("9009", "answered");
                var digits = new StringBuilder();
                for (var i = 0; i < 9; i++) {
                    digits.append(network.nextDigit("9009", "rfc4733"));
                }
                assertThat(digits).as(target).hasToString("73915048#");
                phone.say("hangup");
                phone.next("ended");
            }
        }
        try (var files = Files.walk(lab.folder().resolve("home"))) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(text(file)).doesNotContain("73915048"));
        }
        assertThat(lab.sipTrace()).doesNotContain("73915048");
    }

    @Test
    void whoCallsDuringACallHearsBusyWhereNoCallIsToWait() {
        try (Network network = lab.network();
                Phone phone = Phone.listen(lab, "--busy-in-call")) {
            var first = sipp("in-waits");
            phone.next("confirmed");
            turnedAway(phone, network, "busy-here", 486, "--caller", "+442079460958");
            phone.say("hangup");
            phone.next("ended");
            first.succeeds();
            rings(phone, "--stay", "300");
        }
    }

    @Test
    void whoCallsDuringACallIsSentOnWhereBusyCallersAre() {
        try (Network network = lab.network();
                Phone phone = Phone.listen(lab, "--busy-in-call", "--forward-to", "9003", "--forward-when", "busy")) {
            var first = sipp("in-waits");
            phone.next("confirmed");
            turnedAway(phone, network, "forwarded-here", 302, "--caller", "+442079460958");
            assertThat(lab.sipTrace()).contains("Contact: <sip:9003@lab.test>");
            phone.say("hangup");
            phone.next("ended");
            first.succeeds();
            rings(phone, "--stay", "300");
        }
    }

    @Test
    void doNotDisturbSendsCallersOnAndLetsThroughWhoIsNamed() {
        try (Network network = lab.network();
                Phone phone = Phone.listen(
                        lab, "--dnd", "--dnd-except", "+44*", "--forward-to", "9004", "--forward-when", "dnd")) {
            turnedAway(phone, network, "forwarded-here", 302);
            assertThat(lab.sipTrace()).contains("Contact: <sip:9004@lab.test>");
            rings(phone, "--stay", "300", "--caller", "+442079460958");
            phone.say("dnd off");
            rings(phone, "--stay", "300");
        }
    }

    /** Behind a wait nothing is sent until the user says so; behind a pause it is sent at once. */
    @Test
    void digitsBehindAWaitAreSentWhenTheUserSaysSo() {
        try (Network network = lab.network();
                Phone phone = Phone.call(lab, "9009,5;12;3")) {
            assertThat(network.nextDigit("9009", "rfc4733")).isEqualTo("5");
            var asks = phone.next("digits-waiting");
            assertThat(asks.get("digits").getAsString()).isEqualTo("12");
            // Digits of ours that are sent meanwhile show that the others are not.
            phone.say("dtmf 9");
            assertThat(network.nextDigit("9009", "rfc4733")).isEqualTo("9");
            phone.say("send-digits");
            assertThat(network.nextDigit("9009", "rfc4733")).isEqualTo("1");
            assertThat(network.nextDigit("9009", "rfc4733")).isEqualTo("2");
            assertThat(phone.next("digits-waiting").get("digits").getAsString()).isEqualTo("3");
            phone.say("drop-digits");
            phone.say("send-digits");
            phone.say("dtmf #");
            assertThat(network.nextDigit("9009", "rfc4733")).isEqualTo("#");
            phone.say("hangup");
            phone.next("ended");
            assertThat(network.events().all("dtmf").stream()
                            .filter(digit -> digit.get("via").getAsString().equals("rfc4733"))
                            .map(digit -> digit.get("digit").getAsString()))
                    .containsExactly("5", "9", "1", "2", "#");
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSecondCallerWhileTheFirstRingsIsShownToo() {
        try (Phone phone = Phone.listen(lab, "--answer-after", "-1")) {
            var first = sipp("in-cancels", "--stay", "3000");
            var second = sipp("in-cancels", "--stay", "3000", "--caller", "+442079460958");
            phone.next("incoming");
            phone.next("incoming");
            phone.next("ended");
            phone.next("ended");
            first.succeeds();
            second.succeeds();
        }
    }
}
