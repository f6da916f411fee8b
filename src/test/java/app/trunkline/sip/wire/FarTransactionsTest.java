package app.trunkline.sip.wire;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.inside;
import static app.trunkline.sip.CallOnTheWire.request;
import static app.trunkline.sip.CallOnTheWire.response;
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

/** Whose request is whose (RFC 3261 section 17.2.3), and what is answered again. */
class FarTransactionsTest {
    private static final String TYPE = "Content-Type: application/sdp";

    private final CallOnTheWire wire = new CallOnTheWire();

    private static String by(String via, String request) {
        return request.replaceFirst("Via: .*", "Via: SIP/2.0/WSS " + via);
    }

    private static String called(String id, String request) {
        return request.replace("theirs-1", id);
    }

    private List<String> responses() {
        return wire.sent.stream().filter(m -> m.startsWith("SIP/2.0 ")).toList();
    }

    private String last() {
        return wire.sent.getLast();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.invalid;branch=z9hG4bKsame",
                "server.invalid:5070;branch=z9hG4bKsame",
                "server.invalid;branch=z9hG4bKsamE2"
            })
    void anotherBranchOrSenderIsAnother(String via) {
        wire.comes(by("server.invalid;branch=z9hG4bKsame", called("one", request("INVITE", SDP, TYPE))));
        assertThat(last()).startsWith("SIP/2.0 180 ");
        wire.comes(by(via, called("two", request("OPTIONS", ""))));
        assertThat(last()).startsWith("SIP/2.0 200 ").contains("Call-ID: two").contains("Via: SIP/2.0/WSS " + via);
    }

    @Test
    void anotherMethodIsAnother() {
        var via = "server.invalid;branch=z9hG4bKsame";
        wire.comes(by(via, called("one", request("INVITE", SDP, TYPE))));
        wire.comes(by(via, called("two", request("MESSAGE", "hello", "Content-Type: text/plain"))));
        assertThat(last()).startsWith("SIP/2.0 200 ").contains("1 MESSAGE");
        assertThat(wire.messages).hasSize(1);
        wire.comes(by(via, called("one", request("CANCEL", ""))));
        assertThat(last()).startsWith("SIP/2.0 487 ").contains("Call-ID: one");
        assertThat(Reply.header(last(), "Via")).isEqualTo("SIP/2.0/WSS " + via);
    }

    /** As before RFC 3261: no branch, or one that is none. */
    @ParameterizedTest
    @ValueSource(strings = {"server.invalid", "server.invalid;branch=7", "server.invalid;branch=z9hG4bK"})
    void oldOnesAreToldApartByWhatElseTheySay(String via) {
        wire.comes(by(via, called("one", request("OPTIONS", ""))));
        assertThat(last()).startsWith("SIP/2.0 200 ");
        assertThat(Reply.header(last(), "Via")).isEqualTo("SIP/2.0/WSS " + via);
        wire.comes(by(via, called("two", request("OPTIONS", ""))));
        assertThat(last()).startsWith("SIP/2.0 200 ").contains("Call-ID: two");
        var invite = by(via, called("three", request("INVITE", SDP, TYPE)));
        wire.comes(invite);
        assertThat(last()).startsWith("SIP/2.0 180 ");
        wire.comes(invite);
        assertThat(wire.agent.snapshot().get().calls()).hasSize(1);
        wire.agent.tell(new CallCommand.Reject(wire.call().id(), 486));
        wire.loop.settle();
        assertThat(last()).startsWith("SIP/2.0 486 ");
        var before = wire.sent.size();
        wire.comes(by(via, called("three", request("ACK", "")))
                .replaceFirst("To: .*", "To: " + Reply.header(last(), "To")));
        wire.loop.advance(Duration.ofSeconds(40));
        assertThat(wire.since(before).stream().filter(line -> line.startsWith("SIP/2.0 ")))
                .isEmpty();
    }

    @Test
    void whatComesAgainIsAnsweredAgain() {
        var options = request("OPTIONS", "");
        wire.comes(options);
        wire.comes(options);
        assertThat(responses()).hasSize(2);
        assertThat(responses().get(1)).isEqualTo(responses().get(0));
        var message = called("m", request("MESSAGE", "hello", "Content-Type: text/plain"));
        wire.comes(message);
        wire.loop.advance(Duration.ofSeconds(20));
        wire.comes(message);
        assertThat(responses()).hasSize(4);
        assertThat(wire.messages).as("told once").hasSize(1);
    }

    @Test
    void soItIsInACall() {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        var info = inside(invite, "a", "INFO", 1, "Signal=5\r\n", "Content-Type: application/dtmf-relay");
        wire.comes(info);
        wire.comes(info);
        assertThat(responses()).hasSize(2);
        assertThat(wire.call().milestones().toString().split("DTMF_RECEIVED", -1))
                .hasSize(2);
        var bye = inside(invite, "a", "BYE", 2, "");
        wire.comes(bye);
        wire.comes(bye);
        assertThat(responses()).hasSize(4).allSatisfy(m -> assertThat(m).startsWith("SIP/2.0 200 "));
    }

    /** What is older than the newest of its dialog (RFC 3261 section 12.2.2). */
    @ParameterizedTest
    @ValueSource(strings = {"INFO", "OPTIONS", "UPDATE", "NOTIFY", "INVITE"})
    void whatIsOutOfOrderIs500(String method) {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        wire.comes(inside(invite, "a", "OPTIONS", 7, ""));
        wire.comes(inside(invite, "a", method, 6, "", "Event: refer", "Subscription-State: active"));
        assertThat(last()).startsWith("SIP/2.0 500 ").contains("6 " + method);
    }

    @Test
    void anAcceptanceIsSentAgainAndNoLoopSeen() {
        var invite = request("INVITE", SDP, TYPE);
        wire.comes(invite);
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
        var accepted = last();
        assertThat(accepted).startsWith("SIP/2.0 200 ");
        wire.comes(invite);
        assertThat(last()).isEqualTo(accepted);
        assertThat(wire.agent.snapshot().get().calls()).hasSize(1);
    }

    /** A From without tag is one of before RFC 3261, and its tag is none (RFC 3261 section 12.1.1). */
    @Test
    void aCallerWithoutATagIsTaken() {
        var invite = request("INVITE", SDP, TYPE).replace(";tag=theirs", "");
        wire.comes(invite);
        assertThat(last()).startsWith("SIP/2.0 180 ");
        assertThat(Reply.header(last(), "From")).doesNotContain("tag");
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
        var ok = last();
        wire.comes(
                request("ACK", "").replace(";tag=theirs", "").replaceFirst("To: .*", "To: " + Reply.header(ok, "To")));
        wire.connected();
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        wire.agent.tell(new CallCommand.HangUp(wire.call().id()));
        wire.loop.settle();
        assertThat(Reply.header(wire.newest("BYE"), "To")).doesNotContain("tag");
        assertThat(Reply.header(wire.newest("BYE"), "From")).isEqualTo(Reply.header(ok, "To"));
        wire.comes(Reply.to(wire.newest("BYE"), "200 OK").replace(";tag=server", ""));
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    @Test
    void soIsWhatIsAskedWithoutATag() {
        wire.comes(request("OPTIONS", "").replace(";tag=theirs", ""));
        assertThat(last()).startsWith("SIP/2.0 200 ");
        assertThat(Reply.header(last(), "From")).isEqualTo("<sip:+14155550142@example.com>");
    }
}
