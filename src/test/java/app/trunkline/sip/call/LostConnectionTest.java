package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.CONTACT;
import static app.trunkline.sip.CallOnTheWire.SDP;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose connection goes away at each moment of their life: what is sent on the next one. */
class LostConnectionTest {
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final CallOnTheWire wire = new CallOnTheWire();
    /** What was sent by then went to the old connection. */
    private int old;

    private final List<EndReason.Kind> ends = new ArrayList<>();

    LostConnectionTest() {
        wire.agent
                .snapshot()
                .subscribe(now -> now.calls().stream()
                        .map(CallSnapshot::state)
                        .filter(CallState.Ended.class::isInstance)
                        .forEach(state ->
                                ends.add(((CallState.Ended) state).reason().kind())));
    }

    private void away(Duration time) {
        wire.breaks();
        wire.loop.advance(time);
    }

    private void back() {
        old = wire.sent.size();
        wire.opens();
        wire.registers();
    }

    private List<String> sentAnew() {
        return wire.since(old).stream()
                .filter(line -> !line.startsWith("REGISTER") && !line.startsWith("SUBSCRIBE"))
                .toList();
    }

    private String anew(String first) {
        return wire.sent.subList(old, wire.sent.size()).stream()
                .filter(m -> m.startsWith(first))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + first + " in " + sentAnew()));
    }

    private void rings() {
        wire.comes(CallOnTheWire.request("INVITE", SDP, "Content-Type: application/sdp"));
        assertThat(wire.state()).isInstanceOf(CallState.Incoming.class);
    }

    private void answer() {
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
    }

    private void hangUp() {
        wire.agent.tell(new CallCommand.HangUp(wire.call().id()));
        wire.loop.settle();
    }

    private static String ack(String ok) {
        return "ACK sip:trunk_12345@y.invalid;transport=ws SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bKack\r\n"
                + "From: " + Reply.header(ok, "From") + "\r\nTo: " + Reply.header(ok, "To") + "\r\n"
                + "Call-ID: theirs-1\r\nCSeq: 1 ACK\r\nMax-Forwards: 70\r\n\r\n";
    }

    /** Why the newest call that is over has ended; nobody may owe anything for it any more. */
    private EndReason.Kind ended() {
        return ends.getLast();
    }

    private void goesOn() {
        wire.loop.advance(Duration.ofSeconds(70));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(wire.requests("BYE")).isEmpty();
    }

    // It rings here

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theAnswerGoesOverTheNextConnection(boolean answeredBefore) {
        rings();
        away(SHORT);
        if (answeredBefore) {
            answer();
            wire.loop.advance(Duration.ofSeconds(2));
        }
        back();
        if (!answeredBefore) {
            assertThat(wire.state()).isInstanceOf(CallState.Incoming.class);
            assertThat(sentAnew()).isEmpty();
            answer();
        }
        assertThat(sentAnew()).containsExactly("SIP/2.0 200 OK");
        wire.comes(ack(anew("SIP/2.0 200")));
        wire.connected();
        goesOn();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void soDoesTheRefusal(boolean refusedBefore) {
        rings();
        if (refusedBefore) {
            away(SHORT);
        }
        wire.agent.tell(new CallCommand.Reject(wire.call().id(), 486));
        wire.loop.settle();
        assertThat(ended()).isEqualTo(EndReason.Kind.BUSY_HERE);
        if (!refusedBefore) {
            away(SHORT);
        }
        back();
        assertThat(sentAnew()).containsExactly("SIP/2.0 486 Busy here");
    }

    @Test
    void whatWasAcknowledgedIsNotAnsweredAgain() {
        rings();
        answer();
        wire.comes(ack(wire.sent.getLast()));
        wire.connected();
        hangUp();
        wire.comes(Reply.to(wire.newest("BYE"), "200 OK"));
        away(SHORT);
        back();
        assertThat(sentAnew()).isEmpty();
    }

    @Test
    void withoutAConnectionForLongItIsMissedAndSaidSo() {
        rings();
        away(Duration.ofSeconds(33));
        assertThat(ended()).isEqualTo(EndReason.Kind.TRANSPORT_LOST);
        back();
        assertThat(sentAnew()).containsExactly("SIP/2.0 480 Temporarily Unavailable");
    }

    // Between 200 and ACK

    @Test
    void our200GoesOutAgainUntilItsAckComes() {
        rings();
        answer();
        away(SHORT);
        back();
        assertThat(sentAnew()).containsExactly("SIP/2.0 200 OK");
        wire.loop.advance(Duration.ofSeconds(5));
        wire.comes(ack(anew("SIP/2.0 200")));
        wire.connected();
        goesOn();
    }

    /** Its ACK would go to the old connection, but who is heard on the path of our 200 has it. */
    @Test
    void soundStandsForTheAckOfA200ThatWentOutAgain() {
        rings();
        answer();
        wire.connected();
        away(SHORT);
        back();
        wire.loop.advance(Duration.ofSeconds(5));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(anew("INVITE")).contains("a=ice-ufrag:fake1g1");
        wire.comes(CallOnTheWire.response(anew("INVITE"), "200 OK", "x", SDP, CONTACT));
        goesOn();
    }

    @Test
    void withoutSoundAMissingAckEndsTheCall() {
        rings();
        answer();
        away(SHORT);
        back();
        wire.loop.advance(Duration.ofSeconds(33));
        assertThat(wire.requests("BYE")).hasSize(1);
    }

    @Test
    void ourAckGoesOutAgainBeforeTheReinvite() {
        var invite = wire.invite("1");
        wire.comes(CallOnTheWire.response(invite, "200 OK", "bob", SDP, CONTACT));
        wire.connected();
        away(SHORT);
        back();
        assertThat(sentAnew()).hasSize(2);
        assertThat(sentAnew().getFirst()).startsWith("ACK sip:bob@server.invalid");
        assertThat(sentAnew().getLast()).startsWith("INVITE sip:bob@server.invalid");
    }

    // It rings there

    private String ringsThere() {
        var invite = wire.invite("1");
        wire.comes(CallOnTheWire.response(invite, "180 Ringing", "bob", "", CONTACT));
        return invite;
    }

    @Test
    void whatRingsThereIsCancelledAndDialledAgain() {
        var invite = ringsThere();
        away(SHORT);
        back();
        assertThat(sentAnew()).hasSize(3);
        assertThat(sentAnew().getFirst()).startsWith("CANCEL ");
        assertThat(Reply.header(anew("CANCEL"), "Via")).isEqualTo(Reply.header(invite, "Via"));
        assertThat(Reply.header(anew("BYE"), "To")).endsWith(";tag=bob");
        assertThat(Reply.header(anew("INVITE"), "Call-ID")).isNotEqualTo(Reply.header(invite, "Call-ID"));
        assertThat(wire.call().milestones()).anyMatch(m -> m.kind() == Milestone.Kind.DIALLED_AGAIN);
        wire.comes(CallOnTheWire.response(anew("INVITE"), "200 OK", "bob2", SDP, CONTACT));
        wire.connected();
        var before = wire.sent.size();
        wire.comes(CallOnTheWire.response(invite, "200 OK", "bob", SDP, CONTACT));
        assertThat(wire.since(before)).hasSize(2);
        assertThat(wire.since(before).getFirst()).startsWith("ACK ");
        assertThat(wire.since(before).getLast()).startsWith("BYE ");
        wire.loop.advance(Duration.ofSeconds(70));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    @Test
    void anAnswerThatTheNextConnectionBringsIsTaken() {
        var invite = ringsThere();
        away(SHORT);
        old = wire.sent.size();
        wire.opens();
        wire.comes(CallOnTheWire.response(invite, "200 OK", "bob", SDP, CONTACT));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        wire.registers();
        assertThat(wire.requests("CANCEL")).isEmpty();
        assertThat(wire.call().milestones()).noneMatch(m -> m.kind() == Milestone.Kind.DIALLED_AGAIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void givenUpWithoutAConnectionItIsCancelledOnTheNext(int seconds) {
        var invite = ringsThere();
        away(SHORT);
        hangUp();
        assertThat(ended()).isEqualTo(EndReason.Kind.CANCELLED_HERE);
        wire.loop.advance(Duration.ofSeconds(seconds));
        back();
        assertThat(Reply.header(anew("CANCEL"), "Call-ID")).isEqualTo(Reply.header(invite, "Call-ID"));
        assertThat(wire.requests("INVITE")).hasSize(1);
        wire.loop.advance(Duration.ofMinutes(3));
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    @Test
    void anAnswerThatCrossedTheLossIsHungUp() {
        var invite = ringsThere();
        away(SHORT);
        hangUp();
        back();
        wire.comes(CallOnTheWire.response(invite, "200 OK", "bob", SDP, CONTACT));
        assertThat(anew("ACK")).contains(";tag=bob");
        assertThat(anew("BYE")).contains(";tag=bob");
    }

    // They talk

    private void talks(String... headers) {
        var said = Stream.concat(Stream.of(CONTACT), Stream.of(headers)).toArray(String[]::new);
        wire.comes(CallOnTheWire.response(wire.invite("1"), "200 OK", "bob", SDP, said));
        wire.connected();
        wire.loop.advance(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void hungUpWithoutAConnectionIsToldOnTheNext(int seconds) {
        talks();
        away(SHORT);
        hangUp();
        assertThat(ended()).isEqualTo(EndReason.Kind.HUNG_UP_HERE);
        wire.loop.advance(Duration.ofSeconds(seconds));
        back();
        assertThat(Reply.header(anew("BYE"), "To")).endsWith(";tag=bob");
        wire.comes(Reply.to(anew("BYE"), "200 OK"));
        wire.breaks();
        back();
        assertThat(sentAnew()).isEmpty();
    }

    @Test
    void aByeThatIsLostWithItsConnectionIsSentAgain() {
        talks();
        hangUp();
        assertThat(wire.requests("BYE")).hasSize(1);
        away(SHORT);
        assertThat(ended()).isEqualTo(EndReason.Kind.HUNG_UP_HERE);
        back();
        assertThat(sentAnew()).hasSize(1);
        assertThat(sentAnew().getFirst()).startsWith("BYE ");
    }

    // Their dialog leads nowhere

    private void refused(String status) {
        wire.comes(CallOnTheWire.response(wire.newest("INVITE"), status, "x", ""));
    }

    @Test
    void aCallThatNobodyKnowsAnyMoreIsSetUpAnew() {
        talks("Supported: replaces, timer");
        var first = wire.requests("INVITE").getFirst();
        away(SHORT);
        back();
        refused("481 Call/Transaction Does Not Exist");
        wire.loop.advance(Duration.ofSeconds(1));
        var anew = wire.newest("INVITE");
        assertThat(anew).startsWith("INVITE sip:+14155550199@example.com ");
        assertThat(Reply.header(anew, "Replaces"))
                .isEqualTo(Reply.header(first, "Call-ID") + ";to-tag=bob;from-tag="
                        + Reply.header(first, "From").replaceAll(".*;tag=", ""));
        assertThat(Reply.header(anew, "Require")).isEqualTo("replaces");
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        wire.comes(CallOnTheWire.response(anew, "200 OK", "bob2", SDP, CONTACT));
        wire.comes(Reply.to(wire.newest("BYE"), "481 Call/Transaction Does Not Exist"));
        assertThat(ended()).isEqualTo(EndReason.Kind.REPLACED);
        assertThat(wire.agent.snapshot().get().calls().getLast().state()).isInstanceOf(CallState.Established.class);
    }

    @Test
    void orItEndsWithWordsThatAreTrue() {
        talks("Supported: replaces");
        away(SHORT);
        back();
        refused("481 Call/Transaction Does Not Exist");
        wire.loop.advance(Duration.ofSeconds(1));
        refused("481 Call/Transaction Does Not Exist");
        assertThat(ends).contains(EndReason.Kind.FORGOTTEN_THERE);
    }

    /** Who does not know Replaces would ring. */
    @Test
    void nobodyIsCalledWhoDoesNotKnowReplaces() {
        talks("Supported: timer");
        away(SHORT);
        back();
        refused("481 Call/Transaction Does Not Exist");
        wire.loop.advance(Duration.ofSeconds(1));
        assertThat(wire.requests("INVITE")).hasSize(2);
        assertThat(ended()).isEqualTo(EndReason.Kind.FORGOTTEN_THERE);
    }

    @Test
    void aWayThatIsLostIsGoneRoundAndSoundGoesOnWhereThatFails() {
        talks("Supported: replaces");
        away(SHORT);
        back();
        refused("477 Unfortunately error on sending to next hop occurred");
        wire.loop.advance(Duration.ofSeconds(3));
        refused("477 Unfortunately error on sending to next hop occurred");
        wire.loop.advance(Duration.ofMillis(10));
        assertThat(wire.newest("INVITE")).contains("Replaces: ");
        refused("404 Not Found");
        goesOn();
    }
}
