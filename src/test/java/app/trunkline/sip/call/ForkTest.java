package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.CONTACT;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several telephones answer one INVITE (RFC 3261 section 13.2.2.4): the first has the call, the others are hung up. */
class ForkTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    private static String rings(String invite, String tag) {
        return response(invite, "180 Ringing", tag, "", CONTACT);
    }

    private static String accepts(String invite, String tag) {
        return response(
                invite,
                "200 OK",
                tag,
                SDP,
                "Contact: <sip:" + tag + "@server.invalid;transport=ws>",
                "Record-Route: <sip:proxy.invalid;transport=ws;lr>");
    }

    private List<String> to(String method, String tag) {
        return wire.requests(method).stream()
                .filter(m -> Reply.header(m, "To").endsWith(";tag=" + tag))
                .toList();
    }

    private void hungUp(String tag) {
        assertThat(to("ACK", tag)).hasSize(1);
        assertThat(to("BYE", tag)).hasSize(1);
        assertThat(to("BYE", tag).getFirst()).startsWith("BYE sip:" + tag + "@server.invalid");
        assertThat(Reply.header(to("BYE", tag).getFirst(), "Route")).contains("proxy.invalid");
        assertThat(Reply.header(to("BYE", tag).getFirst(), "Reason")).contains("Call completed elsewhere");
        var cseq =
                Integer.parseInt(Reply.header(to("ACK", tag).getFirst(), "CSeq").split(" ")[0]);
        assertThat(Reply.header(to("BYE", tag).getFirst(), "CSeq")).isEqualTo((cseq + 1) + " BYE");
    }

    private void goesOn() {
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(to("BYE", "a")).isEmpty();
        wire.agent.tell(new CallCommand.Hold(new CallId("1")));
        wire.loop.settle();
        assertThat(Reply.header(wire.newest("INVITE"), "To")).endsWith(";tag=a");
        wire.comes(response(wire.newest("INVITE"), "200 OK", "a", SDP.replace("sendrecv", "recvonly"), CONTACT));
        wire.agent.tell(new CallCommand.HangUp(new CallId("1")));
        wire.loop.settle();
        assertThat(to("BYE", "a")).hasSize(1);
        wire.comes(Reply.to(to("BYE", "a").getFirst(), "200 OK"));
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    private String talks(boolean bothRing) {
        var invite = wire.invite("1");
        if (bothRing) {
            wire.comes(rings(invite, "a"));
            wire.comes(rings(invite, "b"));
        }
        wire.comes(accepts(invite, "a"));
        wire.connected();
        return invite;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSecondAnswerIsHungUpAndTheFirstGoesOn(boolean bothRang) {
        var invite = talks(bothRang);
        wire.comes(accepts(invite, "b"));
        hungUp("b");
        wire.comes(Reply.to(to("BYE", "b").getFirst(), "200 OK"));
        goesOn();
    }

    /** The first that rang is not the first that answers. */
    @Test
    void whoAnswersFirstHasTheCall() {
        var invite = wire.invite("1");
        wire.comes(rings(invite, "b"));
        wire.comes(rings(invite, "a"));
        wire.comes(accepts(invite, "a"));
        wire.connected();
        wire.comes(accepts(invite, "b"));
        hungUp("b");
        goesOn();
    }

    @Test
    void anAnswerThatComesAgainIsAcknowledgedAgain() {
        var invite = talks(true);
        wire.comes(accepts(invite, "b"));
        wire.comes(accepts(invite, "b"));
        wire.loop.advance(Duration.ofSeconds(9));
        wire.comes(accepts(invite, "b"));
        assertThat(to("ACK", "b")).hasSize(3);
        assertThat(to("BYE", "b")).hasSize(1);
        wire.comes(accepts(invite, "a"));
        assertThat(to("ACK", "a")).hasSize(2);
        goesOn();
    }

    @Test
    void theSecondMayAnswerAfterTheFirstWasHeld() {
        var invite = talks(true);
        wire.agent.tell(new CallCommand.Hold(new CallId("1")));
        wire.loop.settle();
        wire.comes(response(wire.newest("INVITE"), "200 OK", "a", SDP.replace("sendrecv", "recvonly"), CONTACT));
        wire.comes(accepts(invite, "b"));
        hungUp("b");
        wire.comes(accepts(invite, "a"));
        assertThat(Reply.header(to("ACK", "a").getLast(), "CSeq")).isEqualTo("1 ACK");
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    @Test
    void theSecondMayAnswerWhileTheFirstIsBeingHeld() {
        var invite = talks(true);
        wire.agent.tell(new CallCommand.Hold(new CallId("1")));
        wire.loop.settle();
        wire.comes(accepts(invite, "b"));
        hungUp("b");
        wire.comes(response(wire.newest("INVITE"), "200 OK", "a", SDP.replace("sendrecv", "recvonly"), CONTACT));
        assertThat(wire.call().state())
                .isInstanceOfSatisfying(
                        CallState.Established.class,
                        e -> assertThat(e.hold().local()).isTrue());
    }

    @Test
    void whatTheSecondAsksIsNotAskedOfTheCall() {
        var invite = talks(true);
        wire.comes(inside(invite, "b", "UPDATE", 1, SDP, "Content-Type: application/sdp"));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 481");
        wire.comes(accepts(invite, "b"));
        wire.comes(inside(invite, "b", "BYE", 2, ""));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 481");
        goesOn();
    }

    @Test
    void theHangUpOfTheSecondProvesItself() {
        var invite = talks(true);
        wire.agent.message(CallOnTheWire.BOB, "so that the realm is known", (code, phrase) -> {});
        wire.loop.settle();
        wire.comes(Reply.to(
                wire.newest("MESSAGE"),
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Digest realm=\"example.com\", nonce=\"n0\", qop=\"auth\""));
        wire.comes(accepts(invite, "b"));
        wire.comes(Reply.to(
                to("BYE", "b").getFirst(),
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Digest realm=\"example.com\", nonce=\"n1\", qop=\"auth\""));
        assertThat(to("BYE", "b")).hasSize(2);
        assertThat(Reply.header(to("BYE", "b").getLast(), "Proxy-Authorization"))
                .contains("nonce=\"n1\"");
        wire.comes(Reply.to(to("BYE", "b").getLast(), "403 Forbidden"));
        assertThat(to("BYE", "b")).hasSize(2);
        goesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio -> m=nothing",
                "Content-Length: \\d+ -> Content-Length: 99999",
                "Contact: .* -> Contact: <<<>",
                "Contact: .* -> Contact: <tel:+14155550199>",
                "Contact: .* -> X-Nothing: 1",
                "To: (.*)(<.*) -> To: \"Bob $2",
            })
    void aSecondThatCannotBeReadHarmsNothing(String change) {
        var parts = change.split(" -> ", 2);
        var invite = talks(true);
        wire.comes(accepts(invite, "b").replaceFirst(parts[0], parts[1]));
        assertThat(to("ACK", "b")).hasSize(1);
        assertThat(to("BYE", "b")).hasSize(1);
        goesOn();
    }

    @Test
    void whoAnswersWhenTheCallIsOverIsHungUpToo() {
        var invite = talks(true);
        wire.agent.tell(new CallCommand.HangUp(new CallId("1")));
        wire.loop.settle();
        wire.comes(Reply.to(to("BYE", "a").getFirst(), "200 OK"));
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
        wire.comes(accepts(invite, "b"));
        hungUp("b");
    }
}
