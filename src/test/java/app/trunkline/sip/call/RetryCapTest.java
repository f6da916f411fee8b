package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call sends again by itself, and what it does not. */
class RetryCapTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    private String talks() {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        return invite;
    }

    @Test
    void anIntervalThatGrowsForEverEndsTheCall() {
        wire.invite("1");
        for (var round = 1; round < 20 && !wire.agent.snapshot().get().calls().isEmpty(); round++) {
            wire.comes(Reply.to(wire.newest("INVITE"), "422 Session Interval Too Small", "Min-SE: " + 2_000 * round));
        }
        assertThat(wire.requests("INVITE")).hasSize(4);
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    /** An answer to guess the password by is what a far side would get that asks for any realm, MD5 and no qop. */
    @ParameterizedTest
    @CsvSource({"401 Unauthorized, WWW-Authenticate", "407 Proxy Authentication Required, Proxy-Authenticate"})
    void aFarSideThatChallengesTheHangUpGetsNoDigest(String status, String header) {
        talks();
        wire.agent.tell(new CallCommand.HangUp(new CallId("1")));
        wire.loop.settle();
        wire.comes(
                Reply.to(wire.newest("BYE"), status, header + ": Digest realm=\"evil\", nonce=\"n\", algorithm=MD5"));
        assertThat(wire.requests("BYE")).hasSize(1);
        assertThat(wire.sent).noneMatch(message -> message.contains("realm=\"evil\""));
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    @Test
    void norDoesOneThatChallengesAHold() {
        talks();
        wire.agent.tell(new CallCommand.Hold(new CallId("1")));
        wire.loop.settle();
        wire.comes(Reply.to(
                wire.newest("INVITE"), "401 Unauthorized", "WWW-Authenticate: Digest realm=\"evil\", nonce=\"n\""));
        assertThat(wire.requests("INVITE")).hasSize(2);
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    /** The way there may only be interrupted, and the session has its time. */
    @Test
    void aRefreshWithoutAnAnswerIsAskedForAgainUntilTheSessionIsUp() {
        wire.comes(response(
                wire.invite("1"),
                "200 OK",
                "a",
                SDP,
                CallOnTheWire.CONTACT,
                "Allow: INVITE, UPDATE",
                "Session-Expires: 600;refresher=uac"));
        wire.connected();
        wire.loop.advance(Duration.ofSeconds(301));
        wire.comes(Reply.to(wire.newest("UPDATE"), "408 Request Timeout"));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        wire.loop.advance(Duration.ofSeconds(61));
        assertThat(wire.requests("UPDATE")).hasSize(2);
        assertThat(wire.requests("BYE")).isEmpty();
        wire.loop.advance(Duration.ofSeconds(240));
        assertThat(wire.requests("BYE")).hasSize(1);
    }
}
