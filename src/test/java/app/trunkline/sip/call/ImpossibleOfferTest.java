package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that could never have sound is refused before it rings, and both sides are told what is missing. */
class ImpossibleOfferTest {
    @ParameterizedTest
    @CsvSource({"NO_ENCRYPTION, no DTLS fingerprint", "NO_CODEC, no common codec", "NO_RTCP_MUX, no rtcp-mux"})
    void itDoesNotRing(Kind lack, String words) {
        var wire = new CallOnTheWire();
        List<CallState> states = new ArrayList<>();
        wire.agent.snapshot().subscribe(now -> now.calls().forEach(call -> states.add(call.state())));
        wire.media.accepts(Optional.of(new MediaException(lack, words)));
        wire.comes(CallOnTheWire.request("INVITE", CallOnTheWire.SDP, "Content-Type: application/sdp"));
        assertThat(wire.sent).noneMatch(message -> message.startsWith("SIP/2.0 180"));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 488").contains("\"" + words + "\"");
        assertThat(states)
                .last()
                .isInstanceOfSatisfying(
                        CallState.Ended.class,
                        ended -> assertThat(ended.reason().kind()).isEqualTo(EndReason.Kind.valueOf(lack.name())));
        assertThat(wire.media.sessions()).isEmpty();
    }
}
