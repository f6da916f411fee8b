package app.trunkline.sip.wire;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.inside;
import static app.trunkline.sip.CallOnTheWire.request;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Reply;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a far side may not bring us to do or show. */
class TrustTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    private void refers(String target) {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        wire.comes(inside(invite, "a", "REFER", 1, "", "Refer-To: " + target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:911@example.com>",
                "<tel:911;phone-context=+1>",
                "sip:9%31%31@elsewhere.example.org",
                "sip:911%E2%80%8B@example.com",
                "<sips:911;ext=1@example.com>"
            })
    void nobodyHasUsCallAnEmergencyService(String target) {
        refers(target);
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 603 ");
        assertThat(wire.requests("INVITE")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:trunk_12345@example.com, 200",
        "sip:example.com, 200",
        "sip:pbx@192.0.2.1, 200",
        "sip:pbx@192.0.2.2, 481",
        "sip:ada@example.com, 481"
    })
    void voicemailIsToldOfByTheServerAlone(String from, String status) throws UnknownHostException {
        wire.transport.server = Optional.of(InetAddress.getByName("192.0.2.1"));
        wire.comes(request(
                        "NOTIFY",
                        "Messages-Waiting: yes\r\nVoice-Message: 7/0\r\n",
                        "Event: message-summary",
                        "Subscription-State: active",
                        "Content-Type: application/simple-message-summary")
                .replaceFirst("From: <[^>]*>", "From: <" + from + ">"));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 " + status);
    }

    @Test
    void othersAreCalled() {
        refers("<sip:9110@example.com>");
        assertThat(wire.sent).anyMatch(m -> m.startsWith("SIP/2.0 202 "));
        assertThat(wire.newest("INVITE")).startsWith("INVITE sip:9110@example.com");
    }

    /** They would turn what stands beside them on the screen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202a", "\u202d", "\u202e", "\u2066", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b",
                "\u2028", "\u009b"
            })
    void aNameDoesNotTurnTheScreen(String turn) {
        wire.comes(request("INVITE", SDP, "Content-Type: application/sdp")
                .replace("From: <", "From: \"Ada" + turn + "ecalevoL\" <"));
        assertThat(wire.call().remote().displayName()).isEqualTo("AdaecalevoL");
    }

    @Test
    void norDoesAUser() {
        wire.comes(request("INVITE", SDP, "Content-Type: application/sdp")
                .replace("sip:+14155550142@", "sip:ada%E2%80%AEx@"));
        assertThat(wire.call().remote().user()).isEqualTo("adax");
        assertThat(Reply.header(wire.sent.getLast(), "From")).contains("sip:ada%E2%80%AEx@");
    }

    @Test
    void norDoTheWordsOfARefusalOrAHangUp() {
        var words = new ArrayList<String>();
        wire.agent
                .snapshot()
                .subscribe(snapshot -> snapshot.calls().forEach(call -> {
                    if (call.state() instanceof CallState.Ended(var reason, var _)) {
                        words.add(reason.phrase());
                    }
                }));
        wire.comes(response(wire.invite("1"), "403 Not\u202e you", "a", ""));
        var invite = wire.invite("2");
        wire.comes(response(invite, "200 OK", "b", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        wire.comes(inside(invite, "b", "BYE", 1, "", "Reason: Q.850;cause=16;text=\"Nor\u200f you\""));
        assertThat(words).contains("Not you", "Nor you").allMatch(text -> text.matches("[ -~]*"));
    }

    /** A service has no number (RFC 5031). */
    @ParameterizedTest
    @ValueSource(
            strings = {"<urn:service:sos>", "<urn:service:sos.fire>", "urn:service:sos", "<mailto:911@example.com>"})
    void norByItsName(String target) {
        refers(target);
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 400 ");
        assertThat(wire.requests("INVITE")).hasSize(1);
    }
}
