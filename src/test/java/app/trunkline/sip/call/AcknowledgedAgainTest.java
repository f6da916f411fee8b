package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.Reply;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each 2xx gets an ACK (RFC 3261 section 13.2.2.4), of a transaction of its own. */
class AcknowledgedAgainTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    /** The library keeps an INVITE's transaction for some seconds after its answer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 20, 31})
    void a200ThatComesAgainGetsAnAckAgain(int later) {
        var invite = wire.invite("1");
        wire.comes(response(invite, "180 Ringing", "a", "", CallOnTheWire.CONTACT));
        var accepted = response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT);
        wire.comes(accepted);
        wire.connected();
        wire.loop.advance(Duration.ofSeconds(later));
        wire.comes(accepted);
        wire.comes(accepted);
        assertThat(wire.requests("ACK"))
                .hasSize(3)
                .extracting(ack -> Reply.header(ack, "Via"))
                .doesNotHaveDuplicates();
    }
}
