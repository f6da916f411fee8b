package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 3xx that name several places (RFC 3261 section 8.1.3.4): one after the other, the most wanted first. */
class RedirectTest {
    private static final String[] PLACES = {
        "Contact: <sip:+14155550199@c.example.com>;q=0.1, <sip:+14155550199@a.example.com>;q=0.9",
        "Contact: <sip:+14155550199@b.example.com;method=REFER?Subject=x>;q=0.5"
    };

    private final CallOnTheWire wire = new CallOnTheWire();

    private void answers(String status, String... headers) {
        wire.comes(Reply.to(wire.newest("INVITE"), status, headers));
    }

    private List<String> called() {
        return wire.requests("INVITE").stream()
                .map(m -> m.substring(0, m.indexOf(" SIP/2.0")).replaceFirst("^[^@]*@", ""))
                .toList();
    }

    @Test
    void eachIsTriedUntilOneAccepts() {
        wire.invite("1");
        answers("302 Moved Temporarily", PLACES);
        answers("404 Not Found");
        answers("486 Busy Here");
        assertThat(called()).containsExactly("example.com", "a.example.com", "b.example.com", "c.example.com");
        assertThat(wire.requests("INVITE").stream().map(m -> Reply.header(m, "CSeq")))
                .containsExactly("1 INVITE", "2 INVITE", "3 INVITE", "4 INVITE");
        wire.comes(response(wire.newest("INVITE"), "200 OK", "x", SDP, CallOnTheWire.CONTACT));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    @Test
    void whoDoesNotAnswerAtAllIsPassedOver() {
        wire.invite("1");
        answers("300 Multiple Choices", PLACES);
        wire.loop.advance(Duration.ofSeconds(33));
        assertThat(called()).containsExactly("example.com", "a.example.com", "b.example.com");
    }

    /** A place that sends us on is done with; what it names comes before what is left. */
    @Test
    void whatAPlaceNamesItselfComesNext() {
        wire.invite("1");
        answers("302 Moved Temporarily", PLACES);
        answers(
                "302 Moved Temporarily",
                "Contact: <sip:+14155550199@d.example.com>, <sip:+14155550199@example.com>",
                "Contact: <sip:+14155550199@a.example.com>");
        answers("480 Temporarily Unavailable");
        answers("480 Temporarily Unavailable");
        answers("480 Temporarily Unavailable");
        assertThat(called())
                .containsExactly("example.com", "a.example.com", "d.example.com", "b.example.com", "c.example.com");
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"603 Decline", "600 Busy Everywhere"})
    void whoSpeaksForAllEndsIt(String status) {
        wire.invite("1");
        answers("302 Moved Temporarily", PLACES);
        answers(status);
        assertThat(called()).hasSize(2);
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    @Test
    void whoGivesUpCallsNobodyElse() {
        wire.invite("1");
        answers("302 Moved Temporarily", PLACES);
        answers("100 Trying");
        wire.agent.tell(new CallCommand.HangUp(new CallId("1")));
        wire.loop.settle();
        wire.comes(Reply.to(wire.newest("INVITE"), "487 Request Terminated"));
        assertThat(called()).hasSize(2);
    }

    @Test
    void anotherNumberIsNotCalled() {
        wire.invite("1");
        var last = wire.agent.snapshot();
        var ends = new java.util.ArrayList<EndReason.Kind>();
        last.subscribe(snapshot -> snapshot.calls().forEach(call -> {
            if (call.state() instanceof CallState.Ended(var reason, var _)) {
                ends.add(reason.kind());
            }
        }));
        answers("302 Moved Temporarily", "Contact: <sip:+19005550100@a.example.com>");
        assertThat(called()).hasSize(1);
        assertThat(ends).containsExactly(EndReason.Kind.MOVED);
    }

    /** A number without a place, a place to be reached safely, weights that are alike or no weights. */
    @Test
    void placesAreNamedInAnyWay() {
        wire.invite("1");
        answers(
                "300 Multiple Choices",
                "Contact: <tel:+14155550199>;q=0.9, <sips:+14155550199@a.example.com>;q=0.5",
                "Contact: <mailto:bob@example.com>;q=1.0, <sip:+14155550199@b.example.com>;q=0.5",
                "Contact: <sip:+14155550199@c.example.com>;q=much");
        answers("404 Not Found");
        answers("404 Not Found");
        answers("404 Not Found");
        assertThat(called())
                .containsExactlyInAnyOrder(
                        "example.com", "INVITE tel:+14155550199", "a.example.com", "b.example.com", "c.example.com");
        assertThat(wire.state()).isInstanceOf(CallState.Calling.class);
    }
}
