package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change of hold that the far side refuses is told, and tried again when it says (RFC 3261 section 20.33). */
class RefusedHoldTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    @BeforeEach
    void talks() {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
    }

    private void hold() {
        wire.agent.tell(new CallCommand.Hold(new CallId("1")));
        wire.loop.settle();
    }

    private void answers(String status, String... headers) {
        wire.comes(Reply.to(wire.newest("INVITE"), status, headers));
    }

    private List<String> told() {
        return wire.call().milestones().stream()
                .filter(m -> m.kind() == Milestone.Kind.HOLD_REFUSED)
                .map(Milestone::detail)
                .toList();
    }

    private boolean held() {
        return wire.state() instanceof CallState.Established(var _, var hold, var _, var _) && hold.local();
    }

    @ParameterizedTest
    @ValueSource(strings = {"503 Service Unavailable", "480 Temporarily Unavailable", "486 Busy Here"})
    void itIsTriedAgainWhenTheFarSideSays(String status) {
        hold();
        answers(status, "Retry-After: 7");
        assertThat(told()).containsExactly(status.substring(0, 3));
        wire.loop.advance(Duration.ofMillis(6_900));
        assertThat(wire.requests("INVITE")).hasSize(2);
        wire.loop.advance(Duration.ofMillis(200));
        assertThat(wire.requests("INVITE")).hasSize(3);
        assertThat(wire.newest("INVITE")).contains("a=sendonly");
        wire.comes(response(
                wire.newest("INVITE"), "200 OK", "a", SDP.replace("sendrecv", "recvonly"), CallOnTheWire.CONTACT));
        assertThat(held()).isTrue();
    }

    @Test
    void whoPutsItOffForEverIsLeftAlone() {
        hold();
        for (var round = 0; round < 10; round++) {
            answers("503 Service Unavailable", "Retry-After: 1");
            wire.loop.advance(Duration.ofSeconds(2));
        }
        assertThat(wire.requests("INVITE")).hasSize(1 + 4);
        assertThat(held()).isFalse();
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Nothing: 1", "Retry-After: 86400"})
    void oneWithoutATimeIsToldAlone(String header) {
        hold();
        answers("403 Forbidden", header);
        wire.loop.advance(Duration.ofMinutes(5));
        assertThat(wire.requests("INVITE")).hasSize(2);
        assertThat(told()).containsExactly("403");
        assertThat(held()).isFalse();
    }

    /** The user may take the wish back while it waits. */
    @Test
    void whatIsNoLongerWantedIsNotTriedAgain() {
        hold();
        answers("503 Service Unavailable", "Retry-After: 7");
        wire.agent.tell(new CallCommand.Resume(new CallId("1")));
        wire.loop.advance(Duration.ofSeconds(60));
        assertThat(wire.requests("INVITE")).hasSize(2);
    }
}
