package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.inside;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A re-INVITE of ours that nobody answers while the far side sends its own (RFC 3261 section 14), on the wire. */
class LostReinviteTest {
    private static final String TYPE = "Content-Type: application/sdp";
    private static final CallId ID = new CallId("1");

    private final CallOnTheWire wire = new CallOnTheWire();
    private String invite = "";
    private String lost = "";

    @BeforeEach
    void holdIsNotAnswered() {
        invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        wire.agent.tell(new CallCommand.Hold(ID));
        wire.loop.settle();
        lost = wire.newest("INVITE");
        assertThat(lost).contains("a=sendonly");
    }

    private List<String> answers(int cseq) {
        return wire.sent.stream()
                .filter(m -> m.startsWith("SIP/2.0 ") && !m.startsWith("SIP/2.0 100"))
                .filter(m -> Reply.header(m, "CSeq").equals(cseq + " INVITE"))
                .map(m -> m.split("\r\n", 2)[0])
                .toList();
    }

    private void theirs(int cseq) {
        wire.comes(inside(invite, "a", "INVITE", cseq, SDP, TYPE));
    }

    private void acknowledged(int cseq) {
        wire.comes(inside(invite, "a", "ACK", cseq, ""));
    }

    private void holdIsAccepted() {
        var again = wire.newest("INVITE");
        assertThat(again).isNotEqualTo(lost).contains("a=sendonly");
        wire.comes(response(again, "200 OK", "a", SDP.replace("sendrecv", "recvonly"), CallOnTheWire.CONTACT));
        assertThat(established().hold().local()).isTrue();
    }

    private CallState.Established established() {
        return (CallState.Established) wire.state();
    }

    private List<String> acks(String request) {
        var cseq = Reply.header(request, "CSeq").split(" ")[0];
        return wire.requests("ACK").stream()
                .filter(ack -> Reply.header(ack, "CSeq").equals(cseq + " ACK"))
                .toList();
    }

    private void livesOn(int cseq) {
        wire.loop.advance(Duration.ofSeconds(70));
        assertThat(wire.requests("BYE")).isEmpty();
        theirs(cseq);
        assertThat(answers(cseq)).containsExactly("SIP/2.0 200 OK");
        acknowledged(cseq);
        wire.agent.tell(new CallCommand.HangUp(ID));
        wire.loop.settle();
        assertThat(wire.requests("BYE")).hasSize(1);
    }

    /** A 100 is the next server's. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theirsIsTakenAndOursGoesOutAgain(boolean tried) {
        if (tried) {
            wire.comes(Reply.to(lost, "100 Trying"));
        }
        theirs(1);
        assertThat(answers(1)).containsExactly("SIP/2.0 491 Request Pending");
        acknowledged(1);
        wire.loop.advance(Duration.ofSeconds(3));
        theirs(2);
        assertThat(answers(2)).containsExactly("SIP/2.0 200 OK");
        acknowledged(2);
        holdIsAccepted();
        livesOn(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"408 Request Timeout", "491 Request Pending", "500 No", "407 Proxy Authentication Required"})
    void aLateRefusalIsNobodysNotEvenThatOfTheNext(String status) {
        wire.loop.advance(Duration.ofSeconds(3));
        theirs(1);
        acknowledged(1);
        var before = wire.requests("INVITE").size();
        wire.comes(Reply.to(lost, status));
        wire.loop.advance(Duration.ofSeconds(1));
        assertThat(wire.requests("INVITE")).hasSize(before);
        holdIsAccepted();
        livesOn(2);
    }

    @Test
    void aLateAcceptanceIsAcknowledgedAndAnotherOfferFollows() {
        wire.loop.advance(Duration.ofSeconds(3));
        theirs(1);
        acknowledged(1);
        holdIsAccepted();
        var accepted = response(lost, "200 OK", "a", SDP.replace("sendrecv", "recvonly"), CallOnTheWire.CONTACT);
        var before = wire.requests("INVITE").size();
        wire.comes(accepted);
        assertThat(acks(lost)).hasSize(1);
        wire.comes(accepted);
        assertThat(acks(lost)).hasSize(2);
        wire.loop.advance(Duration.ofSeconds(4));
        assertThat(wire.requests("INVITE")).hasSize(before + 1);
        holdIsAccepted();
        livesOn(2);
    }

    @Test
    void oneThatComesBeforeTheirsIsAcknowledgedCountsInTheEnd() {
        wire.loop.advance(Duration.ofSeconds(3));
        theirs(1);
        wire.comes(response(lost, "200 OK", "a", SDP.replace("sendrecv", "recvonly"), CallOnTheWire.CONTACT));
        assertThat(acks(lost)).hasSize(1);
        acknowledged(1);
        holdIsAccepted();
        livesOn(2);
    }
}
