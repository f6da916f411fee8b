package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Re-INVITEs of the far side that come before the ACK to our 200, or with it (RFC 3261 section 14.2, RFC 5407 section 3.1.4). */
class EarlyReinviteTest {
    private static final String TYPE = "Content-Type: application/sdp";

    private final CallOnTheWire wire = new CallOnTheWire();

    /** A call came in and was answered; our 200. */
    private String answered(String offer) {
        wire.comes(
                offer.isEmpty() ? CallOnTheWire.request("INVITE", "") : CallOnTheWire.request("INVITE", offer, TYPE));
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
        return answers(1).getLast();
    }

    private String inside(String ok, String method, int cseq, String branch, String body) {
        return method + " sip:trunk_12345@y.invalid;transport=ws SIP/2.0\r\n"
                + "Via: SIP/2.0/WSS server.invalid;branch=z9hG4bK" + branch + "\r\n"
                + "From: " + Reply.header(ok, "From") + "\r\nTo: " + Reply.header(ok, "To") + "\r\n"
                + "Call-ID: theirs-1\r\nCSeq: " + cseq + " " + method + "\r\nMax-Forwards: 70\r\n"
                + "Contact: <sip:c@server.invalid;transport=ws>\r\n"
                + (body.isEmpty() ? "" : TYPE + "\r\n") + "\r\n" + body;
    }

    private List<String> answers(int cseq) {
        return wire.sent.stream()
                .filter(m -> m.startsWith("SIP/2.0 ") && !m.startsWith("SIP/2.0 100"))
                .filter(m -> Reply.header(m, "CSeq").equals(cseq + " INVITE"))
                .filter(m -> !m.startsWith("SIP/2.0 180"))
                .toList();
    }

    private String status(int cseq) {
        return answers(cseq).getLast().split("\r\n", 2)[0];
    }

    /** The call goes on well beyond timer H, and the next change is taken. */
    private void lives(String ok, int next) {
        wire.connected();
        wire.loop.advance(Duration.ofSeconds(40));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(wire.requests("BYE")).isEmpty();
        var before = wire.sent.size();
        wire.comes(inside(ok, "INVITE", next, "next", SDP));
        assertThat(status(next)).isEqualTo("SIP/2.0 200 OK");
        wire.comes(inside(ok, "ACK", next, "nextack", ""));
        wire.loop.advance(Duration.ofSeconds(40));
        assertThat(wire.since(before).stream().filter(line -> line.startsWith("SIP/2.0 200")))
                .hasSize(1);
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 700, 3000})
    void oneBeforeTheAckIsTaken(int millis) {
        var ok = answered(SDP);
        wire.comes(inside(ok, "INVITE", 2, "re", SDP.replace("sendrecv", "sendonly")));
        wire.loop.advance(Duration.ofMillis(millis));
        wire.comes(inside(ok, "ACK", 1, "ack", ""));
        assertThat(status(2)).isEqualTo("SIP/2.0 200 OK");
        wire.comes(inside(ok, "ACK", 2, "reack", ""));
        assertThat(((CallState.Established) wire.state()).hold().remote()).isTrue();
        lives(ok, 3);
    }

    /** An INVITE without an offer has its answer in the ACK, so that nothing stands in for it. */
    @Test
    void fewWaitForAnAckThatDoesNotCome() {
        var ok = answered("");
        for (var cseq = 2; cseq < 12; cseq++) {
            wire.comes(inside(ok, "INVITE", cseq, "re" + cseq, SDP));
        }
        assertThat(answers(9)).isEmpty();
        assertThat(answers(10)).hasSize(1);
        assertThat(status(11)).isEqualTo("SIP/2.0 500 Server Internal Error");
        assertThat(Reply.header(answers(11).getLast(), "Retry-After")).isEqualTo("5");
    }

    /** What stands in for the ACK is the next request, once the first 200 would be sent again. */
    @Test
    void oneWhoseAckIsLostForGoodIsTaken() {
        var ok = answered(SDP);
        wire.comes(inside(ok, "INVITE", 2, "re", SDP));
        wire.loop.advance(Duration.ofMillis(600));
        assertThat(status(2)).isEqualTo("SIP/2.0 200 OK");
        wire.comes(inside(ok, "ACK", 2, "reack", ""));
        assertThat(answers(1)).hasSizeLessThan(3);
        lives(ok, 3);
    }

    /** Its answer is in the ACK, so nothing can take the place of that. */
    @Test
    void oneBeforeTheAckWithTheAnswerWaitsForIt() {
        var ok = answered("");
        wire.comes(inside(ok, "INVITE", 2, "re", SDP));
        wire.loop.advance(Duration.ofSeconds(2));
        assertThat(answers(2)).isEmpty();
        wire.comes(inside(ok, "ACK", 1, "ack", SDP));
        assertThat(status(2)).isEqualTo("SIP/2.0 200 OK");
        wire.comes(inside(ok, "ACK", 2, "reack", ""));
        lives(ok, 3);
    }

    @Test
    void oneBeforeTheAckOfAReinviteIsTaken() {
        var ok = answered(SDP);
        wire.comes(inside(ok, "ACK", 1, "ack", ""));
        wire.comes(inside(ok, "INVITE", 2, "re2", SDP));
        wire.comes(inside(ok, "INVITE", 3, "re3", SDP));
        wire.comes(inside(ok, "ACK", 2, "ack2", ""));
        assertThat(status(3)).isEqualTo("SIP/2.0 200 OK");
        wire.comes(inside(ok, "ACK", 3, "ack3", ""));
        lives(ok, 4);
    }

    /** It comes again while it waits, and is answered once. */
    @Test
    void oneThatComesAgainIsAnsweredOnce() {
        var ok = answered(SDP);
        wire.comes(inside(ok, "INVITE", 2, "re", SDP));
        wire.comes(inside(ok, "INVITE", 2, "re", SDP));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 100 ");
        wire.comes(inside(ok, "ACK", 1, "ack", ""));
        assertThat(answers(2)).hasSize(1);
    }

    @Test
    void aHangUpIsNotKeptWaiting() {
        var ok = answered(SDP);
        wire.comes(inside(ok, "INVITE", 2, "re", SDP));
        wire.comes(inside(ok, "BYE", 3, "bye", ""));
        assertThat(wire.agent.snapshot().get().calls()).noneMatch(call -> !call.ended());
        assertThat(status(2)).matches("SIP/2.0 [45].*");
    }

    /** Our media sets the answer of the ACK meanwhile. */
    @Test
    void oneInTheSameBreathAsTheAckWaitsForOurMedia() {
        var ok = answered("");
        wire.transport.listeners.getLast().onText(inside(ok, "ACK", 1, "ack", SDP));
        wire.comes(inside(ok, "INVITE", 2, "re", SDP.replace("sendrecv", "sendonly")));
        assertThat(answers(2)).hasSize(1);
        assertThat(status(2)).isEqualTo("SIP/2.0 200 OK");
        wire.comes(inside(ok, "ACK", 2, "reack", ""));
        assertThat(((CallState.Established) wire.state()).hold().remote()).isTrue();
        lives(ok, 3);
    }

    /** Our hold is being made ready, nothing of it is on the wire: theirs is first, ours follows. */
    @Test
    void oneWhileOurOfferIsBeingMadeIsAnsweredFirst() {
        var ok = answered(SDP);
        wire.comes(inside(ok, "ACK", 1, "ack", ""));
        wire.connected();
        wire.agent.tell(new CallCommand.Hold(wire.call().id()));
        wire.transport.listeners.getLast().onText(inside(ok, "UPDATE", 2, "up", SDP));
        wire.loop.settle();
        assertThat(wire.sent.reversed().stream()
                        .filter(m -> m.startsWith("SIP/2.0 "))
                        .findFirst()
                        .orElseThrow())
                .startsWith("SIP/2.0 200 ")
                .contains("2 UPDATE");
        assertThat(wire.newest("INVITE")).contains("a=sendonly");
    }
}
