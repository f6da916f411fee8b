package app.trunkline.sip;

import static app.trunkline.sip.CallOnTheWire.CONTACT;
import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.inside;
import static app.trunkline.sip.CallOnTheWire.request;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Telephones that ring and do not answer are forgotten: nothing of them counts against the limit of dialogs. */
class UnansweredDialogsTest {
    private static final Duration LATEST_ANSWER = Duration.ofSeconds(33);

    private final CallOnTheWire wire = new CallOnTheWire();
    private final int before = kept();

    private int kept() {
        wire.loop.advance(Duration.ofSeconds(100));
        return wire.agent.kept();
    }

    private String rings(String id, String... telephones) {
        var invite = wire.invite(id);
        for (var tag : telephones) {
            wire.comes(response(invite, "180 Ringing", tag, "", CONTACT));
        }
        return invite;
    }

    private void talks(String invite, String tag) {
        wire.comes(response(invite, "200 OK", tag, SDP, CONTACT));
        wire.connected();
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    private String answered(String request) {
        wire.comes(request);
        return wire.sent.getLast().substring(8, 11);
    }

    @Test
    void ofAnAnsweredCall() {
        var invite = rings("1", "a", "b", "c");
        talks(invite, "b");
        assertThat(answered(inside(invite, "b", "BYE", 1, ""))).isEqualTo("200");
        assertThat(kept()).isLessThanOrEqualTo(before);
    }

    @Test
    void ofARefusedCall() {
        wire.comes(response(rings("1", "a", "b"), "486 Busy Here", "a", ""));
        assertThat(kept()).isLessThanOrEqualTo(before);
    }

    @Test
    void ofACallThatIsOver() {
        var invite = rings("1", "a");
        wire.comes(response(invite, "486 Busy Here", "a", ""));
        wire.comes(response(invite, "180 Ringing", "b", "", CONTACT));
        wire.loop.advance(LATEST_ANSWER);
        wire.comes(response(invite, "180 Ringing", "c", "", CONTACT));
        assertThat(kept()).isLessThanOrEqualTo(before);
    }

    @Test
    void ofASubscription() {
        var subscribe = wire.newest("SUBSCRIBE");
        wire.comes(response(subscribe, "183 Queued", "a", "", CONTACT));
        wire.comes(response(subscribe, "183 Queued", "b", "", CONTACT));
        assertThat(kept()).isLessThanOrEqualTo(before);
    }

    @Test
    void longRingingAfterAChallengeIsNotForgotten() {
        var first = wire.invite("1");
        wire.comes(Reply.to(
                first,
                "407 Proxy Authentication Required",
                "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\""));
        var invite = wire.newest("INVITE");
        wire.comes(response(invite, "180 Ringing", "a", "", CONTACT));
        wire.comes(response(invite, "180 Ringing", "b", "", CONTACT));
        wire.loop.advance(LATEST_ANSWER.multipliedBy(2));
        talks(invite, "b");
        assertThat(answered(inside(invite, "b", "BYE", 1, ""))).isEqualTo("200");
    }

    @Test
    void theLineStillRingsAfterManyCallsToSeveralTelephones() {
        for (var call = 0; call < 200; call++) {
            var invite = rings(Integer.toString(call), "a");
            wire.comes(response(invite, "486 Busy Here", "a", ""));
            wire.comes(response(invite, "180 Ringing", "late", "", CONTACT));
            wire.loop.advance(Duration.ofSeconds(1));
        }
        wire.comes(request("INVITE", SDP, "Content-Type: application/sdp"));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 180 ");
    }

    @Test
    void aRouteThatIsNoSipUriIsNotTaken() {
        var odd = "Record-Route: <http://proxy.invalid/;lr>";
        var invite = wire.invite("1");
        wire.comes(response(invite, "183 Session Progress", "a", "", CONTACT, odd));
        wire.comes(response(invite, "200 OK", "a", SDP, CONTACT, odd));
        assertThat(Reply.has(wire.newest("ACK"), "Route")).isFalse();
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(answered(request("INVITE", SDP, "Content-Type: application/sdp", odd)))
                .isEqualTo("400");
    }

    @Test
    void aBrokenPrackIsAnswered() {
        assertThat(answered(request("PRACK", "", "Call-ID: another"))).isEqualTo("400");
    }
}
