package app.trunkline.sip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept out, by the count of what is there already. */
class GateTest {
    private final List<String> sent = new ArrayList<>();
    private int transactions;
    private int dialogs;
    private boolean overrun;
    private final Gate gate = new Gate(() -> transactions, () -> dialogs, callId -> overrun, sent::add);

    private static RawRequest request(String method) {
        return RawRequest.of(CallOnTheWire.request(method, "")).orElseThrow();
    }

    private static RawRequest inside(String method) {
        return RawRequest.of(CallOnTheWire.request(method, "").replaceFirst("(To: .*)\r", "$1;tag=ours\r"))
                .orElseThrow();
    }

    private String answer(RawRequest request) {
        sent.clear();
        assertThat(gate.keepsOut(request)).isTrue();
        assertThat(sent).hasSize(1);
        return sent.getFirst();
    }

    private void passes(RawRequest request) {
        sent.clear();
        assertThat(gate.keepsOut(request)).isFalse();
        assertThat(sent).isEmpty();
    }

    @Test
    void callsTooManyAreBusyAndNothingElseIs() {
        passes(request("INVITE"));
        overrun = true;
        assertThat(answer(request("INVITE"))).startsWith("SIP/2.0 486 Busy Here\r\n");
        passes(inside("INVITE"));
        passes(request("MESSAGE"));
        passes(request("CANCEL"));
    }

    @Test
    void transactionsTooManyAreUnavailableForAWhile() {
        transactions = Gate.MOST_TRANSACTIONS - 1;
        passes(request("MESSAGE"));
        transactions = Gate.MOST_TRANSACTIONS;
        assertThat(answer(request("MESSAGE")))
                .startsWith("SIP/2.0 503 Service Unavailable\r\n")
                .contains("\r\nRetry-After: 32\r\n");
        // What ends something makes room.
        passes(inside("BYE"));
        passes(request("CANCEL"));
        passes(request("ACK"));
    }

    @Test
    void dialogsTooManyConcernCallsAlone() {
        dialogs = Gate.MOST_DIALOGS - 1;
        passes(request("INVITE"));
        dialogs = Gate.MOST_DIALOGS;
        assertThat(answer(request("INVITE"))).startsWith("SIP/2.0 503 ");
        passes(request("OPTIONS"));
    }

    @Test
    void theAckToARefusalGoesNoFurther() {
        overrun = true;
        var to = Reply.header(answer(request("INVITE")), "To");
        var ack = CallOnTheWire.request("ACK", "").replaceFirst("To: .*\r", "To: " + to + "\r");
        sent.clear();
        assertThat(gate.keepsOut(RawRequest.of(ack).orElseThrow())).isTrue();
        assertThat(sent).isEmpty();
    }
}
