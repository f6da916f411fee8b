package app.trunkline.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.Dialled;
import app.trunkline.phone.Dialling;
import app.trunkline.settings.AccountSettings;
import app.trunkline.sip.CallState;
import app.trunkline.sip.CallerIdentity;
import app.trunkline.sip.DialogId;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Forwarded;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.PickUp;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.SipFailure;
import app.trunkline.sip.TransportState;
import app.trunkline.sip.identity.Attestation;
import app.trunkline.sip.identity.Verification;
import app.trunkline.sip.transport.TransportFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
    private static final Dialled ECHO = dialled("*43");
    private static final AccountSettings LINE = TestLines.line("wss://sip.example.com", "1001");

    private final ScriptedPhone phone = new ScriptedPhone();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private @Nullable CompletableFuture<Integer> over;

    private Session run(Plan plan) {
        return run(plan, true);
    }

    private Session run(Plan plan, boolean json) {
        var output = new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        var session = new Session(phone, LINE, plan, new EventPrinter(output, json));
        over = session.run().toCompletableFuture();
        phone.loop.settle();
        return session;
    }

    private static Plan call(int calls, @Nullable Duration talk, String dtmf, boolean info) {
        return new Plan(
                Optional.of(ECHO),
                OptionalInt.of(calls),
                Optional.ofNullable(talk),
                dtmf,
                info,
                Optional.empty(),
                OptionalInt.empty(),
                Presentation.USUAL);
    }

    private static Plan listen(OptionalInt calls, @Nullable Duration answerAfter, OptionalInt reject) {
        return new Plan(
                Optional.empty(),
                calls,
                Optional.empty(),
                "",
                false,
                Optional.ofNullable(answerAfter),
                reject,
                Presentation.USUAL);
    }

    private static Plan manual() {
        return listen(OptionalInt.empty(), null, OptionalInt.empty());
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> names() {
        return lines().stream()
                .map(line -> line.replaceFirst(".*\"event\":\"([a-z-]+)\".*", "$1"))
                .toList();
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void type(Session session, String line) {
        session.typed(line);
        phone.loop.settle();
    }

    private Optional<Integer> status() {
        phone.loop.settle();
        return over == null || !over.isDone() ? Optional.empty() : Optional.of(over.join());
    }

    private static Plan emergency() {
        return new Plan(
                Optional.of(dialled("911")),
                OptionalInt.of(1),
                Optional.empty(),
                "",
                false,
                Optional.empty(),
                OptionalInt.empty(),
                Presentation.USUAL);
    }

    private static Dialled dialled(String number) {
        return new Dialled(new SipAddress("", number, "example.com"), Dialling.of(number), Optional.empty());
    }

    @Test
    void anEmergencyCallThatIsNotPlacedIsToldAtOnceAndAloud() {
        run(emergency());
        phone.ends(phone.lastCall(), new EndReason(EndReason.Kind.NOT_FOUND, 404, "Not Found"));
        assertThat(status()).contains(ExitStatus.CALL_FAILED);
        var words = "This line did not place the emergency call. Use another telephone now. (404)";
        assertThat(names()).endsWith("ended", "emergency");
        assertThat(lines().get(lines().size() - 2)).contains("\"text\":\"" + words);
        assertThat(lines().getLast()).contains("\"call\":1", "\"state\":\"not-placed\"", "\"text\":\"" + words);
        assertThat(errors()).isEqualTo("trunkline: " + words + "\n");
    }

    @Test
    void anEmergencyCallThatWasTalkedInIsACallLikeOthers() {
        run(emergency());
        phone.ends(phone.lastCall(), EndReason.of(EndReason.Kind.HUNG_UP_THERE));
        assertThat(status()).contains(ExitStatus.GOOD);
        assertThat(names()).doesNotContain("emergency");
        assertThat(errors()).isEmpty();
    }

    @Test
    void anEmergencyCallWithoutALineIsToldAsWell() {
        phone.onStart = () -> phone.transport(
                new TransportState.Lost(new TransportFailure(TransportFailure.Kind.UNKNOWN_HOST, "no such host")));
        run(emergency());
        assertThat(status()).contains(ExitStatus.NO_LINE);
        assertThat(names()).contains("emergency");
        assertThat(errors()).contains("This line did not place the emergency call. Use another telephone now.");
    }

    @Test
    void tellsWhatIsKnownOfACallerAndTellsMoreWhenItIs() {
        run(manual(), true);
        var id = phone.incoming("+14155550199");
        phone.loop.settle();
        assertThat(names()).endsWith("incoming");
        var ann = new SipAddress("Ann", "+14155550199", "example.com");
        var known = new CallerIdentity(
                Optional.of(CallerIdentity.Verstat.PASSED),
                Optional.of(Attestation.PARTIAL),
                Optional.of(new Forwarded(new SipAddress("", "+14155550166", "x"), Forwarded.Reason.BUSY)),
                new Verification.Checking());
        phone.identified(id, ann, known);
        phone.identified(id, ann, known);
        phone.loop.settle();
        assertThat(lines().getLast())
                .contains("\"event\":\"identity\",\"call\":1,\"user\":\"+14155550199\",\"name\":\"Ann\"")
                .contains("\"outcome\":\"checking\",\"verstat\":\"TN-Validation-Passed\",\"attestation\":\"B\"")
                .contains("\"forwardedFrom\":\"+14155550166\",\"forwardedReason\":\"busy\"")
                .contains("\"words\":\"Verified by the carrier (B): the carrier knows the caller, but not whether");
        phone.identified(
                id,
                ann,
                new CallerIdentity(
                        known.carrier(),
                        known.attestation(),
                        Optional.empty(),
                        new Verification.Verified(Optional.of(Attestation.FULL), "Carrier", "709J")));
        phone.loop.settle();
        assertThat(lines().getLast())
                .contains("\"outcome\":\"verified\"", "\"attestation\":\"A\"")
                .contains("has a right to this number. Signed by Carrier.\",\"signer\":\"Carrier\"");
        phone.identified(
                id,
                ann,
                new CallerIdentity(Optional.empty(), Optional.empty(), Optional.empty(), new Verification.Forged()));
        phone.loop.settle();
        assertThat(lines().getLast()).contains("\"outcome\":\"forged\"", "this number may be forged");
        assertThat(names().stream().filter("identity"::equals)).hasSize(3);
    }

    @Test
    void hidesTheNumberOfEveryCallWhereAsked() {
        var session = run(new Plan(
                Optional.of(ECHO),
                OptionalInt.of(1),
                Optional.empty(),
                "",
                false,
                Optional.empty(),
                OptionalInt.empty(),
                Presentation.HIDDEN));
        assertThat(phone.told).endsWith("call sip:*43@example.com hidden");
        type(session, "call *44");
        assertThat(phone.told).endsWith("call sip:*44@sip.example.com hidden");
    }

    @Test
    void callsOnceTheLineIsReadyAndTellsEveryStep() {
        run(call(1, null, "", false));
        assertThat(phone.told).containsExactly("start", "call sip:*43@example.com");
        var id = phone.lastCall();
        phone.milestone(id, Milestone.Kind.INVITE_SENT, "");
        phone.milestone(id, Milestone.Kind.PROGRESS, "180");
        phone.connects(id);
        phone.milestone(id, Milestone.Kind.AUDIO_IN, "");
        phone.milestone(id, Milestone.Kind.DTMF_RECEIVED, "5");
        phone.measured(id);
        phone.ends(id, new EndReason(EndReason.Kind.HUNG_UP_THERE, 200, "OK"));
        assertThat(status()).contains(0);
        assertThat(names())
                .containsExactly(
                        "connecting",
                        "connected",
                        "registered",
                        "invite-sent",
                        "progress",
                        "accepted",
                        "confirmed",
                        "media-connected",
                        "audio-in",
                        "dtmf",
                        "quality",
                        "ended");
        var t = phone.loop.now().toEpochMilli();
        assertThat(lines())
                .contains(
                        "{\"t\":" + t + ",\"event\":\"connecting\"}",
                        "{\"t\":" + t + ",\"event\":\"registered\",\"expires\":600}",
                        "{\"t\":" + t + ",\"event\":\"progress\",\"call\":1,\"code\":180}",
                        "{\"t\":" + t + ",\"event\":\"dtmf\",\"call\":1,\"digit\":\"5\"}",
                        "{\"t\":" + t + ",\"event\":\"quality\",\"call\":1,\"rttMs\":42,\"jitterMs\":3,\"lossPct\":0.5,"
                                + "\"mos\":4.3,\"codec\":\"opus\",\"bytesSent\":1000,\"bytesReceived\":2000}",
                        "{\"t\":" + t + ",\"event\":\"ended\",\"call\":1,\"by\":\"remote\",\"code\":200,"
                                + "\"cause\":\"hung-up-there\",\"text\":\"The other side hung up.\",\"reason\":\"OK\","
                                + "\"talkedMs\":7000}");
        assertThat(phone.told).endsWith("stop");
        assertThat(errors()).isEmpty();
    }

    @Test
    void hangsUpAfterTheTimeOfConversationNotOfRinging() {
        run(call(1, Duration.ofSeconds(3), "", false));
        var id = phone.lastCall();
        phone.loop.advance(Duration.ofSeconds(20));
        phone.connects(id);
        phone.loop.advance(Duration.ofMillis(2900));
        assertThat(phone.told).doesNotContain("hangup " + id);
        phone.loop.advance(Duration.ofMillis(200));
        assertThat(phone.told).endsWith("hangup " + id);
        phone.ends(id, EndReason.of(EndReason.Kind.HUNG_UP_HERE));
        assertThat(status()).contains(0);
    }

    @Test
    void placesCallsOneAfterAnother() {
        run(call(3, null, "", false));
        for (int i = 1; i <= 3; i++) {
            assertThat(phone.told.stream().filter(t -> t.startsWith("call"))).hasSize(i);
            assertThat(status()).isEmpty();
            phone.ends(phone.lastCall(), EndReason.of(EndReason.Kind.HUNG_UP_THERE));
            phone.loop.settle();
        }
        assertThat(status()).contains(0);
        assertThat(lines().getLast()).contains("\"event\":\"ended\",\"call\":3");
    }

    @Test
    void sendsDigitsOnceWhenSoundFlowsOrAtOnceByInfo() {
        run(call(1, null, "12,#", false));
        var id = phone.lastCall();
        phone.milestone(id, Milestone.Kind.ACCEPTED, "");
        phone.established(id, false);
        phone.loop.settle();
        assertThat(phone.told).doesNotContain("dtmf " + id + " 12,#");
        phone.milestone(id, Milestone.Kind.MEDIA_CONNECTED, "");
        phone.milestone(id, Milestone.Kind.MEDIA_CONNECTED, "");
        phone.loop.settle();
        assertThat(phone.told.stream().filter(t -> t.startsWith("dtmf"))).containsExactly("dtmf " + id + " 12,#");
    }

    @Test
    void sendsDigitsByInfoWithoutWaitingForSound() {
        run(call(1, null, "7", true));
        var id = phone.lastCall();
        phone.established(id, false);
        phone.loop.settle();
        assertThat(phone.told).endsWith("dtmf " + id + " 7");
    }

    @ParameterizedTest
    @EnumSource(
            value = EndReason.Kind.class,
            names = {"BUSY", "NO_ANSWER", "DECLINED_THERE", "NOT_FOUND", "TIMEOUT", "TRANSPORT_LOST", "INCOMPATIBLE"})
    void saysByItsStatusThatTheCallFailed(EndReason.Kind kind) {
        run(call(1, null, "", false));
        phone.ends(phone.lastCall(), EndReason.of(kind));
        assertThat(status()).contains(ExitStatus.CALL_FAILED);
    }

    @Test
    void saysByItsStatusThatSoundFailed() {
        run(call(1, null, "", false));
        phone.ends(phone.lastCall(), EndReason.of(EndReason.Kind.MEDIA_FAILED));
        assertThat(status()).contains(ExitStatus.SOUND);
    }

    @Test
    void endsWithTwoWhenThereIsNoConnection() {
        phone.onStart = () -> {
            phone.transport(new TransportState.Connecting());
            phone.transport(new TransportState.Lost(
                    new TransportFailure(TransportFailure.Kind.UNTRUSTED_AUTHORITY, "PKIX path building failed")));
        };
        run(call(1, null, "", false));
        assertThat(status()).contains(ExitStatus.NO_LINE);
        assertThat(names()).containsExactly("connecting", "disconnected");
        assertThat(lines().getLast()).contains("\"kind\":\"untrusted-authority\"");
        assertThat(errors()).startsWith("trunkline: The server's certificate is signed by an authority");
        assertThat(phone.told).containsExactly("start", "stop");
    }

    @Test
    void endsWithTwoWhenThePasswordIsRefused() {
        phone.onStart = () -> {
            phone.transport(new TransportState.Connected());
            phone.registration(new RegistrationState.Unregistered(
                    Optional.of(new SipFailure(SipFailure.Kind.WRONG_CREDENTIALS, 403, "Forbidden"))));
        };
        run(manual());
        assertThat(status()).contains(ExitStatus.NO_LINE);
        assertThat(lines().getLast()).contains("\"event\":\"registration-failed\",\"code\":403");
        assertThat(errors()).contains("password");
    }

    @Test
    void endsWithTwoWhenNothingComesForLong() {
        phone.onStart = () -> phone.transport(new TransportState.Connected());
        run(manual());
        phone.loop.advance(Duration.ofSeconds(44));
        assertThat(status()).isEmpty();
        phone.loop.advance(Duration.ofSeconds(2));
        assertThat(status()).contains(ExitStatus.NO_LINE);
    }

    @Test
    void listensOnThroughALostConnection() {
        run(manual());
        phone.transport(new TransportState.Lost(new TransportFailure(TransportFailure.Kind.SILENT, "no pong")));
        phone.registration(
                new RegistrationState.Unregistered(Optional.of(new SipFailure(SipFailure.Kind.TRANSPORT, 0, ""))));
        phone.register();
        assertThat(status()).isEmpty();
        assertThat(names())
                .containsExactly(
                        "connecting",
                        "connected",
                        "registered",
                        "disconnected",
                        "registration-failed",
                        "reconnecting",
                        "connected",
                        "registered");
    }

    @Test
    void answersIncomingCallsAfterAWhileAndCountsThem() {
        run(listen(OptionalInt.of(2), Duration.ofMillis(500), OptionalInt.empty()));
        for (int i = 0; i < 2; i++) {
            assertThat(status()).isEmpty();
            var id = phone.incoming("2001");
            phone.loop.settle();
            assertThat(phone.told).doesNotContain("answer " + id);
            phone.loop.advance(Duration.ofMillis(600));
            assertThat(phone.told).endsWith("answer " + id);
            phone.ends(id, EndReason.of(EndReason.Kind.HUNG_UP_THERE));
        }
        assertThat(status()).contains(0);
        assertThat(lines())
                .anyMatch(line -> line.contains("\"event\":\"incoming\",\"call\":1,\"from\":\"sip:2001@example.com\","
                        + "\"user\":\"2001\",\"name\":\"Ann \\\"A\\\"\""));
    }

    @Test
    void rejectsIncomingCallsWithTheStatusAskedFor() {
        run(listen(OptionalInt.of(1), Duration.ZERO, OptionalInt.of(486)));
        var id = phone.incoming("2001");
        phone.loop.advance(Duration.ofSeconds(1));
        assertThat(phone.told).endsWith("reject " + id + " 486").doesNotContain("answer " + id);
        phone.ends(id, EndReason.of(EndReason.Kind.DECLINED_HERE));
        assertThat(status()).contains(0);
    }

    @Test
    void obeysInstructionsForTheCallTheyMean() {
        var session = run(manual());
        var first = phone.incoming("2001");
        var second = phone.incoming("2002");
        phone.loop.settle();
        type(session, "answer 2");
        type(session, "reject 603");
        assertThat(phone.told).endsWith("answer " + second, "reject " + first + " 603");
        phone.established(first, true);
        phone.established(second, false);
        for (var line : List.of("hold", "unhold", "mute", "unmute", "dtmf 5a", "swap", "hangup", "hangup 1")) {
            type(session, line);
        }
        assertThat(phone.told)
                .endsWith(
                        "hold " + second,
                        "resume " + first,
                        "mute " + second,
                        "unmute " + second,
                        "dtmf " + second + " 5A",
                        "hold " + second,
                        "resume " + first,
                        "hangup " + second,
                        "hangup " + first);
        type(session, "call sip:echo@example.org");
        assertThat(phone.told).endsWith("call sip:echo@example.org");
    }

    @Test
    void handsCallsOver() {
        var session = run(manual());
        type(session, "join");
        type(session, "transfer-accept");
        var first = phone.incoming("2001");
        phone.established(first, true);
        type(session, "join");
        assertThat(errors())
                .isEqualTo("trunkline: \"join\" needs two calls, one of them on hold.\n"
                        + "trunkline: Nobody asks to transfer a call.\n"
                        + "trunkline: \"join\" needs two calls, one of them on hold.\n");
        var second = phone.incoming("2002");
        phone.established(second, false);
        type(session, "transfer sip:x@example.com");
        type(session, "join");
        assertThat(phone.told)
                .endsWith("transfer " + second + " to sip:x@example.com", "join " + first + " and " + second);
    }

    @Test
    void takesTheCallThatRingsAtAColleague() {
        var session = run(manual());
        var bob = new SipAddress("", "bob", "sip.example.com");
        type(session, "pickup sip:bob@sip.example.com");
        phone.lamps = List.of(ringingAt(bob, Optional.empty()));
        phone.publish();
        type(session, "pickup sip:bob@sip.example.com");
        assertThat(errors())
                .isEqualTo("trunkline: Nobody watches sip:bob@sip.example.com. Type"
                        + " \"watch sip:bob@sip.example.com\" first.\n"
                        + "trunkline: No call that can be picked up rings at sip:bob@sip.example.com.\n");
        var ada = new SipAddress("Ada", "ada", "example.com");
        phone.lamps = List.of(ringingAt(bob, Optional.of(new PickUp(ada, new DialogId("c", "l", "r")))));
        phone.publish();
        type(session, "pickup sip:bob@sip.example.com");
        assertThat(phone.told).endsWith("pick up c of sip:ada@example.com at sip:bob@sip.example.com");
    }

    private static LampSnapshot ringingAt(SipAddress target, Optional<PickUp> pickUp) {
        return new LampSnapshot(
                target,
                LampSnapshot.Calls.RINGING,
                Optional.of(Direction.INCOMING),
                pickUp,
                "Ada",
                LampSnapshot.Presence.UNKNOWN,
                "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer|No call rings.",
                "hangup|There is no call to hang up.",
                "hangup x|takes the number of a call",
                "hold|There is no call to hold.",
                "unhold|No call is on hold.",
                "dtmf 5|There is no call",
                "dtmf 5x|takes digits",
                "swap|needs two calls",
                "stats|There is no call.",
                "reject 200|takes a SIP status",
                "call|takes a number",
                "call a<b|contains a character",
                "dance|is no command"
            })
    void complainsInASentenceAndGoesOn(String line, String sentence) {
        var session = run(manual());
        type(session, line);
        assertThat(errors()).contains(sentence);
        assertThat(names()).endsWith("error");
        assertThat(status()).isEmpty();
    }

    @Test
    void tellsTheQualityEveryFiveSecondsAndWhenAsked() {
        var session = run(manual());
        var id = phone.incoming("2001");
        phone.connects(id);
        phone.measured(id);
        phone.loop.advance(Duration.ofSeconds(11));
        assertThat(names().stream().filter("quality"::equals)).hasSize(2);
        type(session, "stats");
        assertThat(names().stream().filter("quality"::equals)).hasSize(3);
    }

    @Test
    void quitsByHangingUpFirst() {
        var session = run(manual());
        var id = phone.incoming("2001");
        phone.connects(id);
        phone.loop.settle();
        type(session, "quit");
        assertThat(phone.told).endsWith("hangup " + id);
        assertThat(status()).isEmpty();
        phone.ends(id, EndReason.of(EndReason.Kind.HUNG_UP_HERE));
        assertThat(status()).contains(0);
        assertThat(phone.told).endsWith("stop");
        assertThat(names()).endsWith("ended");
    }

    @Test
    void quitsWithoutWaitingForEverForAFarSide() {
        var session = run(call(1, null, "", false));
        phone.state(phone.lastCall(), new CallState.Calling(true));
        type(session, "quit");
        assertThat(status()).isEmpty();
        phone.loop.advance(Duration.ofSeconds(4));
        assertThat(status()).contains(0);
        assertThat(phone.loop.pendingTimers()).isZero();
    }

    @Test
    void endsThoughAnotherCallStillRings() {
        run(call(1, null, "", false));
        var id = phone.lastCall();
        phone.incoming("2001");
        phone.ends(id, EndReason.of(EndReason.Kind.HUNG_UP_THERE));
        assertThat(status()).contains(0);
        assertThat(phone.told).endsWith("stop");
    }

    @Test
    void speaksToPeopleWithoutJson() {
        run(call(1, null, "", false), false);
        var id = phone.lastCall();
        phone.milestone(id, Milestone.Kind.INVITE_SENT, "");
        phone.ends(id, new EndReason(EndReason.Kind.BUSY, 486, "Busy Here"));
        assertThat(status()).contains(ExitStatus.CALL_FAILED);
        assertThat(lines())
                .containsExactly(
                        "connecting",
                        "connected",
                        "registered for 600 s",
                        "call 1: calling sip:*43@example.com",
                        "call 1: ended after 7 s: The other side is busy. Try again later.");
    }

    @Test
    void sendsTheCallThatRingsElsewhere() {
        var session = run(manual());
        type(session, "forward 1002");
        assertThat(errors()).contains("No call rings.");
        var call = phone.incoming("1003");
        type(session, "forward 1002");
        assertThat(phone.told).contains("redirect " + call + " to sip:1002@sip.example.com");
        type(session, "forward");
        assertThat(lines().getLast()).contains("takes a number or an address");
    }

    @Test
    void switchesDoNotDisturbOnAndOff() {
        var session = run(manual());
        type(session, "dnd on");
        type(session, "dnd off");
        type(session, "dnd perhaps");
        assertThat(phone.told)
                .contains(
                        "rules DoNotDisturb[on=true, code=480, except=[], favourites=false]",
                        "rules DoNotDisturb[on=false, code=480, except=[], favourites=false]");
        assertThat(lines().getLast()).contains("takes on or off");
    }

    @Test
    void aCallThatWasRefusedByItselfIsToldAndNotAnswered() {
        run(listen(OptionalInt.of(1), Duration.ZERO, OptionalInt.empty()));
        var call = phone.incomingAndRefused("1003", new EndReason(EndReason.Kind.DO_NOT_DISTURB, 480, ""));
        assertThat(status()).contains(ExitStatus.GOOD);
        assertThat(phone.told).doesNotContain("answer " + call);
        assertThat(lines().getLast()).contains("\"cause\":\"do-not-disturb\"", "\"code\":480");
    }
}
