package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.CONTACT;
import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response belongs to a request by its branch and by its CSeq (RFC 3261 section 17.1.3); any other is dropped. */
class ResponseMatchingTest {
    private final CallOnTheWire wire = new CallOnTheWire();
    private final String invite = wire.invite("1");
    private final String ok = response(invite, "200 OK", "a", SDP, CONTACT);

    @ParameterizedTest
    @ValueSource(strings = {"CSeq: 70 t418\r\nCSeq: 1 INVITE", "CSeq: 70 INVITE", "CSeq: 1 BYE", "CSeq: 1 invite"})
    void anotherCseqIsNotTheAnswer(String cseq) {
        wire.comes(ok.replaceFirst("CSeq: .*\r", cseq + "\r"));
        assertThat(wire.state()).isInstanceOf(CallState.Calling.class);
        assertThat(wire.requests("ACK")).isEmpty();
        theAnswerIsTaken();
    }

    @Test
    void noOtherCallIsEndedByIt() {
        wire.comes(ok.replaceFirst("200 OK", "486 Busy Here").replaceFirst("CSeq: .*\r", "CSeq: 1 OPTIONS\r"));
        assertThat(wire.state()).isInstanceOf(CallState.Calling.class);
        theAnswerIsTaken();
    }

    private void theAnswerIsTaken() {
        wire.comes(ok);
        wire.connected();
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(wire.requests("ACK")).hasSize(1);
    }
}
