package app.trunkline.sip.wire;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.inside;
import static app.trunkline.sip.CallOnTheWire.request;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.LampSnapshot;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.Reply;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TextMessage;
import app.trunkline.sip.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame bounds a message: Content-Length is optional (RFC 7118 section 5), and too long or short as RFC 3261 section 18.3 says. */
class BodyLengthTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    private String answered() {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        return invite;
    }

    @Test
    void anOfferIsRead() {
        wire.comes(request("INVITE", SDP, "Content-Type: application/sdp"));
        assertThat(wire.state()).isInstanceOf(CallState.Incoming.class);
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
        assertThat(wire.media.last().remote()).isEqualTo(SDP);
    }

    @Test
    void anAnswerIsRead() {
        var invite = wire.invite("1");
        wire.comes(Reply.to(invite, "200 OK", CallOnTheWire.CONTACT, "Content-Type: application/sdp")
                        .replace("Content-Length: 0\r\n", "")
                + SDP);
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(wire.media.last().remote()).isEqualTo(SDP);
    }

    @Test
    void aPartOfSeveralIsRead() {
        wire.comes(request(
                "INVITE",
                "--edge\r\nContent-Type: text/plain\r\n\r\nx\r\n--edge\r\nContent-Type: application/sdp\r\n\r\n" + SDP
                        + "\r\n--edge--\r\n",
                "Content-Type: multipart/mixed;boundary=edge"));
        assertThat(wire.state()).isInstanceOf(CallState.Incoming.class);
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
        assertThat(wire.media.last().remote()).contains("m=audio 4000");
    }

    @Test
    void aTextIsRead() {
        wire.comes(request("MESSAGE", "gr\u00fc\u00df dich", "Content-Type: text/plain;charset=utf-8"));
        assertThat(wire.messages).extracting(TextMessage::text).containsExactly("gr\u00fc\u00df dich");
    }

    @Test
    void theVoicemailIsCounted() {
        wire.comes(request(
                        "NOTIFY",
                        "Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n",
                        "Event: message-summary",
                        "Subscription-State: active;expires=60",
                        "Content-Type: application/simple-message-summary")
                .replace("sip:+14155550142@", "sip:trunk_12345@"));
        assertThat(wire.agent.snapshot().get().messages().orElseThrow().fresh()).isEqualTo(2);
    }

    @Test
    void aLampIsRead() {
        wire.agent.watch(List.of(new SipAddress("", "1001", "example.com")));
        wire.loop.settle();
        var subscribe = wire.requests("SUBSCRIBE").stream()
                .filter(m -> m.contains("Event: dialog"))
                .findFirst()
                .orElseThrow();
        wire.comes(Reply.to(subscribe, "200 OK", "Contact: <sip:n@server.invalid>", "Expires: 600"));
        wire.comes(inside(
                subscribe,
                "server",
                "NOTIFY",
                1,
                "<?xml version=\"1.0\"?><dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"0\""
                        + " state=\"full\" entity=\"sip:1001@example.com\"><dialog id=\"x\"><state>confirmed</state>"
                        + "</dialog></dialog-info>",
                "Event: dialog",
                "Subscription-State: active;expires=600",
                "Content-Type: application/dialog-info+xml"));
        assertThat(wire.agent.snapshot().get().lamps().getFirst().calls()).isEqualTo(LampSnapshot.Calls.TALKING);
    }

    @Test
    void aDigitAndTheStateOfATransferAreRead() {
        var invite = answered();
        wire.comes(
                inside(invite, "a", "INFO", 1, "Signal=5\r\nDuration=160\r\n", "Content-Type: application/dtmf-relay"));
        assertThat(wire.call().milestones().toString()).contains("DTMF");
        wire.agent.tell(new CallCommand.Transfer(
                wire.call().id(), new SipAddress("", "1001", "example.com"), Optional.empty()));
        wire.loop.settle();
        wire.comes(Reply.to(wire.newest("REFER"), "202 Accepted"));
        wire.comes(inside(
                invite,
                "a",
                "NOTIFY",
                2,
                "SIP/2.0 180 Ringing\r\n",
                "Event: refer",
                "Subscription-State: active;expires=60",
                "Content-Type: message/sipfrag"));
        assertThat(wire.call().relations().transfer().orElseThrow().state()).isEqualTo(Transfer.State.RINGING);
    }

    @Test
    void whatIsLongerThanStatedIsCut() {
        wire.comes(request("INVITE", SDP + "a=rubbish\r\n", "Content-Type: application/sdp", "l : " + SDP.length()));
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
        assertThat(wire.media.last().remote()).isEqualTo(SDP);
    }

    @Test
    void whatIsShorterThanStatedIsRefused() {
        wire.comes(request("INVITE", SDP, "Content-Type: application/sdp", "Content-Length: " + (SDP.length() + 1)));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 400 ");
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    @Test
    void anAnswerWithoutATypeIsReadAsWhatItIs() {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT)
                .replace("Content-Type: application/sdp\r\n", ""));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(wire.media.last().remote()).isEqualTo(SDP);
    }

    /** Such a telephone would otherwise be left in a call with nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: \\d+ -> Content-Length: 99999",
                "Content-Length: \\d+ -> Content-Length: many",
                "Content-Type: application/sdp -> Content-Type: text/html",
                "m=audio -> m=nothing",
                "Contact: .* -> Contact: <<<>",
                "Contact: .* -> X-Nothing: 1",
                "Contact: .* -> Contact: <tel:+14155550199>",
                "To: (.*)(<.*) -> To: \"Bob $2",
                "Content-Type: application/sdp\r\n -> Content-Type: \r\n",
            })
    void anAcceptanceThatCannotBeReadIsAcknowledged(String change) {
        var invite = wire.invite("1");
        var parts = change.split(" -> ", 2);
        var before = wire.sent.size();
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT).replaceFirst(parts[0], parts[1]));
        assertThat(wire.since(before)).first().asString().startsWith("ACK ");
        var call = wire.agent.snapshot().get().calls().stream()
                .filter(c -> c.state() instanceof CallState.Established)
                .findFirst();
        if (call.isEmpty()) {
            assertThat(wire.since(before)).anyMatch(line -> line.startsWith("BYE "));
            assertThat(Reply.header(wire.newest("BYE"), "To")).endsWith(";tag=a");
        }
        assertThat(Reply.header(wire.newest("ACK"), "To")).endsWith(";tag=a");
    }

    /** The call would ring on here for nobody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0 -> Content-Length: 99999",
                "Content-Length: 0 -> Content-Length: many",
                "To: (.*)(<.*) -> To: \"Bob $2",
                "Contact: .* -> Contact: <<<>",
            })
    void aRefusalThatCannotBeReadIsOne(String change) {
        var invite = wire.invite("1");
        var parts = change.split(" -> ", 2);
        wire.comes(response(invite, "180 Ringing", "a", ""));
        wire.comes(response(invite, "486 Busy Here", "a", "", CallOnTheWire.CONTACT)
                .replaceFirst(parts[0], parts[1]));
        assertThat(wire.newest("ACK")).contains(";tag=a");
        assertThat(wire.agent.snapshot().get().calls())
                .noneMatch(
                        call -> call.state() instanceof CallState.Calling || call.state() instanceof CallState.Ringing);
    }

    @Test
    void norIsAnyOtherResponseLostForTheLengthOfItsBody() {
        wire.breaks();
        wire.opens();
        var register = wire.newest("REGISTER");
        wire.comes(Reply.to(register, "200 OK", "Contact: " + Reply.header(register, "Contact"))
                .replace("Content-Length: 0", "Content-Length: 99"));
        assertThat(wire.agent.snapshot().get().registration()).isInstanceOf(RegistrationState.Registered.class);
        var invite = wire.invite("1");
        wire.comes(response(invite, "180 Ringing", "a", "").replace("Content-Length: 0", "Content-Length: 99"));
        assertThat(wire.state()).isInstanceOf(CallState.Ringing.class);
    }

    /** Its type is what it reads as, and its length that of the frame, in a call as before it. */
    @Test
    void anUpdateIsRead() {
        var invite = answered();
        var held = SDP.replace("a=sendrecv", "a=sendonly").replace("o=- 1 1", "o=- 1 2");
        wire.comes(inside(invite, "a", "UPDATE", 1, held));
        assertThat(wire.media.last().remote()).isEqualTo(held);
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 200 ");
    }

    /** The call would end after 32 s of good sound. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Require: nothing",
                "Max-Forwards: 70",
                "Content-Length: 5",
                "Content-Length: many",
                "Content-Type: ;",
                "m: <<<>",
                "Record-Route: <tel:1>",
                "Subject: a\nb"
            })
    void anAckIsOneWhateverIsWrittenOnIt(String header) {
        wire.comes(request("INVITE", SDP, "Content-Type: application/sdp"));
        wire.agent.tell(new CallCommand.Answer(wire.call().id()));
        wire.loop.settle();
        wire.comes(request("ACK", "", header)
                .replace("To: <sip:trunk_12345@example.com>", "To: " + Reply.header(wire.sent.getLast(), "To")));
        wire.connected();
        wire.loop.advance(Duration.ofSeconds(40));
        assertThat(wire.requests("BYE")).isEmpty();
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CSeq: 1 INVITE",
                "Content-Length: 1",
                "l: 1",
                "Content-Type: application/sdp",
                "Contact: <sip:elsewhere@server.invalid>",
                "To: <sip:x@example.com>;tag=z",
                "Require: nothing",
                "Content-Encoding: identity",
                "Content-Disposition: session;handling=required"
            })
    void anAnswerThatSaysSomethingTwiceIsOne(String header) {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT)
                .replaceFirst("\r\n\r\n", "\r\n" + header + "\r\n\r\n"));
        wire.connected();
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(Reply.header(wire.newest("ACK"), "To")).endsWith(";tag=a");
    }
}
