package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A call is answered before the PRACK to its ringing has come (RFC 3262 section 3). */
class ReliableRingingTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    private String inside(String ok, String method, int cseq, String... headers) {
        return CallOnTheWire.request(method, "", headers)
                .replaceFirst("To: .*\r", "To: " + Reply.header(ok, "To") + "\r")
                .replaceFirst("CSeq: 1", "CSeq: " + cseq);
    }

    @Test
    void theAnswerDoesNotWaitForIt() {
        wire.comes(
                CallOnTheWire.request("INVITE", CallOnTheWire.SDP, "Require: 100rel", "Content-Type: application/sdp"));
        var ringing = wire.sent.getLast();
        assertThat(ringing).startsWith("SIP/2.0 180").contains("\r\nRSeq: ");
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
        var ok = wire.sent.getLast();
        assertThat(ok).startsWith("SIP/2.0 200").contains("CSeq: 1 INVITE");
        wire.comes(inside(ok, "ACK", 1));
        var before = wire.sent.size();
        wire.comes(inside(ok, "PRACK", 2, "RAck: " + Reply.header(ringing, "RSeq") + " 1 INVITE"));
        assertThat(wire.since(before)).hasSize(1);
        wire.loop.advance(Duration.ofSeconds(40));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        // The ringing is not sent again.
        assertThat(wire.since(before)).noneMatch(line -> line.startsWith("SIP/2.0 180"));
    }
}
