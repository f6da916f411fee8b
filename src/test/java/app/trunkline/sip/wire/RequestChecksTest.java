package app.trunkline.sip.wire;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.inside;
import static app.trunkline.sip.CallOnTheWire.request;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 sections 8.2.1 to 8.2.3 for every method, outside of dialogs and in one; nothing but an ACK stays without an answer. */
class RequestChecksTest {
    private static final String[] EVENT = {"Event: message-summary", "Subscription-State: active"};

    private final CallOnTheWire wire = new CallOnTheWire();

    private String status() {
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 ");
        return wire.sent.getLast().substring(8, 11);
    }

    private String answered(String request) {
        var before = wire.sent.size();
        wire.comes(request);
        assertThat(wire.sent.size()).as("an answer to %s", request).isGreaterThan(before);
        return status();
    }

    private static String to(String target, String method) {
        return request(method, "", EVENT).replaceFirst(" sip:[^ ]*", " " + target);
    }

    private String talks() {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        return invite;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE", "PUBLISH", "REGISTER", "NEWMETHOD", "invite"})
    void whatWeDoNotServeIs405(String method) {
        assertThat(answered(request(method, "", EVENT))).isEqualTo("405");
        assertThat(Reply.header(wire.sent.getLast(), "Allow"))
                .contains("INVITE")
                .doesNotContain("SUBSCRIBE");
        assertThat(answered(inside(talks(), "a", method, 1, "", EVENT))).isEqualTo("405");
    }

    @ParameterizedTest
    @CsvSource({
        "nobodyKnowsThisScheme:totallyopaque, OPTIONS, 416",
        "soap.beep://192.0.2.103:3002, INVITE, 416",
        "mailto:trunk_12345@example.com, MESSAGE, 416",
        "mailto:trunk_12345@example.com, REGISTER, 405",
        "sip:somebody@phone.invalid, OPTIONS, 404",
        "sip:somebody@example.com, INVITE, 404",
        "sips:somebody-else@phone.invalid, MESSAGE, 404",
        "sip:trunk_12345@phone.invalid, OPTIONS, 200",
        "sip:+14155550101@example.com, OPTIONS, 200",
        "sip:+14155550199@203.0.113.5, OPTIONS, 200",
        "tel:+14155550101, OPTIONS, 200",
    })
    void whoIsMeant(String target, String method, String status) {
        assertThat(answered(to(target, method))).isEqualTo(status);
    }

    @Test
    void ourContactIsMeant() {
        var contact = Reply.header(wire.newest("REGISTER"), "Contact").replaceAll("^.*<(sip:[^>]*)>.*$", "$1");
        assertThat(answered(to(contact, "OPTIONS"))).isEqualTo("200");
        var number = contact.replaceFirst("sip:[^@]*@", "sip:+14155550177@");
        assertThat(answered(to(number, "OPTIONS"))).as("the number called").isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS", "MESSAGE", "NOTIFY"})
    void whatWeLackIs420(String method) {
        assertThat(answered(request(
                        method,
                        "",
                        "Event: x",
                        "Subscription-State: active",
                        "Require: 100rel, nothing1",
                        "Require: nothing2")))
                .isEqualTo("420");
        assertThat(Reply.header(wire.sent.getLast(), "Unsupported")).isEqualTo("nothing1, nothing2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS", "INFO", "UPDATE", "BYE", "REFER", "NOTIFY"})
    void norIsItServedInACall(String method) {
        var invite = talks();
        assertThat(answered(inside(
                        invite,
                        "a",
                        method,
                        1,
                        "",
                        "Event: refer",
                        "Subscription-State: active",
                        "Refer-To: <sip:b@c>",
                        "Require: nothing")))
                .isEqualTo("420");
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    /** A CANCEL has no options (RFC 3261 section 8.2.2.3), nor has an ACK. */
    @Test
    void aCancelIsTakenWhateverItRequires() {
        var invite = request("INVITE", SDP, "Content-Type: application/sdp");
        wire.comes(invite);
        wire.comes(invite.replaceFirst("INVITE", "CANCEL")
                .replace("1 INVITE", "1 CANCEL")
                .replace("Content-Type: application/sdp", "Require: nothing")
                .replace(SDP, ""));
        assertThat(status()).isEqualTo("487");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS", "MESSAGE"})
    void aCodingThatWeDoNotKnowIs415(String method) {
        assertThat(answered(request(method, "x", "Content-Type: application/sdp", "Content-Encoding: gzip")))
                .isEqualTo("415");
        assertThat(Reply.header(wire.sent.getLast(), "Accept-Encoding")).isEqualTo("identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "UPDATE", "OPTIONS", "REFER"})
    void aBodyThatWeDoNotKnowIs415(String method) {
        var invite = talks();
        assertThat(answered(inside(
                        invite, "a", method, 1, "x", "Content-Type: application/unknown", "Refer-To: <sip:b@c>")))
                .isEqualTo("415");
        assertThat(Reply.header(wire.sent.getLast(), "Accept")).contains("application/sdp");
    }

    /** RFC 5621 section 8.3, RFC 3959. */
    @ParameterizedTest
    @CsvSource({
        "application/isup, signal;handling=required, 415",
        "application/pidf+xml, render; handling = REQUIRED, 415",
        "application/sdp, early-session;handling=required, 415",
        "application/isup, signal;handling=optional, 180",
        "application/isup, signal, 180",
        "application/sdp, session;handling=required, 180"
    })
    void aPartThatInsistsOnBeingUnderstoodIs(String type, String disposition, String status) {
        var body = "--edge\r\nContent-Type: application/sdp\r\n\r\n" + SDP + "\r\n--edge\r\nContent-Type: " + type
                + "\r\nContent-Disposition: " + disposition + "\r\n\r\nx\r\n--edge--\r\n";
        assertThat(answered(request("INVITE", body, "Content-Type: multipart/mixed;boundary=edge")))
                .isEqualTo(status);
    }

    /** RFC 3959: it is a session of its own. */
    @Test
    void anEarlySessionIsNoOffer() {
        assertThat(answered(
                        request("INVITE", SDP, "Content-Type: application/sdp", "Content-Disposition: early-session")))
                .isEqualTo("415");
    }

    @Test
    void aBodyThatMayBeLeftOutIs() {
        wire.comes(request(
                "INVITE", "x", "Content-Type: application/unknown", "Content-Disposition: render;handling=optional"));
        assertThat(wire.state()).isInstanceOf(CallState.Incoming.class);
    }

    @ParameterizedTest
    @CsvSource({
        "text/nobodyKnowsThis, 406",
        "application/pidf+xml;q=1, 406",
        "'text/x, application/sdp', 180",
        "*/*, 180",
        "application/*, 180"
    })
    void whoTakesNoDescriptionIs406(String accept, String status) {
        assertThat(answered(request("INVITE", SDP, "Content-Type: application/sdp", "Accept: " + accept)))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "BYE", "INFO", "UPDATE", "OPTIONS", "PRACK", "REFER", "NOTIFY", "MESSAGE"})
    void anotherDialogIs481(String method) {
        talks();
        var stray = request(
                        method,
                        "",
                        "Event: dialog",
                        "Subscription-State: active",
                        "Refer-To: <sip:b@c>",
                        "RAck: 1 1 INVITE")
                .replace("example.com>\r\nCall-ID", "example.com>;tag=neverseen\r\nCall-ID");
        assertThat(answered(stray)).isEqualTo("481");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0",
                "CSeq: 2 OPTIONS",
                "Call-ID: another",
                "i: another",
                "f: <sip:x@y.z>;tag=2",
                "t: <sip:x@y.z>",
                "Max-Forwards: 3",
            })
    void whatStandsTwiceIs400(String again) {
        assertThat(answered(request("OPTIONS", "", "Content-Length: 0", again))).isEqualTo("400");
        assertThat(wire.sent.getLast()).contains("Call-ID: theirs-1").contains("CSeq: 1 OPTIONS");
    }

    /** The first is empty, so the answer takes the second. */
    @ParameterizedTest
    @ValueSource(strings = {"CSeq:", "CSeq:\r\n  ", "From:", "t:", "i: "})
    void whatStandsTwiceIs400WhereTheFirstIsEmpty(String empty) {
        assertThat(answered(request("INVITE", SDP).replaceFirst("\r\n", "\r\n" + empty + "\r\n")))
                .isEqualTo("400");
        assertThat(Reply.header(wire.sent.getLast(), "CSeq")).isEqualTo("1 INVITE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REFER | Refer-To: <sip:1@example.com> | r: <sip:2@example.com>",
                "REFER | X-Nothing: 1 | X-Nothing: 2",
                "REFER | Refer-To: <<>> | X-Nothing: 1",
                "REFER | Refer-To: <sip:%zz@example.com> | X-Nothing: 1",
                "REFER | Refer-To: <sip:1@example.com?Replaces=rubbish> | X-Nothing: 1",
                "REFER | Refer-To: <sip:1%00@example.com> | X-Nothing: 1",
                "NOTIFY | Event: refer | X-Nothing: 1",
                "NOTIFY | Subscription-State: active | X-Nothing: 1",
                "NOTIFY | Event: refer | o: refer",
            })
    void whatCannotBeUnderstoodIs400(String line) {
        var parts = line.split(" \\| ");
        assertThat(answered(inside(talks(), "a", parts[0], 1, "", parts[1], parts[2])))
                .isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Nothing: 1", "Contact: <<>", "Contact: <tel:+14155550142>", "Contact: *"})
    void anInviteFromNowhereIs400(String contact) {
        assertThat(answered(request("INVITE", "").replaceFirst("Contact: .*", contact)))
                .isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/1.0 200 OK", "SIP/3.0 200 OK", "sip/2.0 200 OK", "SIP/2.0 4294967301 much", "SIP/2.0"})
    void aResponseIsNeverAnswered(String line) {
        var before = wire.sent.size();
        wire.comes(request("OPTIONS", "").replaceFirst("OPTIONS .*", line));
        assertThat(wire.sent).hasSize(before);
    }

    @Test
    void aRequestThatIsTooLongIs513() {
        assertThat(answered(request("MESSAGE", "x".repeat(70_000), "Content-Type: text/plain")))
                .isEqualTo("513");
        assertThat(answered(request("MESSAGE", "\u20ac".repeat(30_000), "Content-Type: text/plain")))
                .isEqualTo("513");
        assertThat(wire.messages).isEmpty();
        assertThat(answered(request("OPTIONS", ""))).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\nCSeq: 7 INVITE\n"})
    void aLineThatOthersReadAsTwoIs400(String lineBreak) {
        assertThat(answered(request("OPTIONS", "", "Subject: a" + lineBreak + "b")))
                .isEqualTo("400");
    }

    /** They would make another request of ours. */
    @Test
    void whatHangsOnAContactIsLeftOut() {
        var invite = wire.invite("1");
        wire.comes(response(
                invite,
                "200 OK",
                "a",
                SDP,
                "Contact: <sip:bob@server.invalid;method=REFER;transport=ws?Subject=x&Route=y>"));
        assertThat(wire.newest("ACK")).startsWith("ACK sip:bob@server.invalid;transport=ws SIP/2.0\r\n");
        wire.agent.tell(new app.trunkline.sip.CallCommand.HangUp(wire.call().id()));
        wire.loop.settle();
        assertThat(wire.newest("BYE")).startsWith("BYE sip:bob@server.invalid;transport=ws SIP/2.0\r\n");
    }

    @Test
    void nobodyCallsByTheHeadersOfARequestUri() {
        assertThat(answered(to("sip:trunk_12345@y.invalid?Route=%3Csip:x%3E", "INVITE")))
                .isEqualTo("400");
    }

    /** However the name of a caller is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "J\u00fcrgen M\u00fcller <",
                "J\ufffdrgen <",
                "\"J\ufffdrgen\" <",
                "\"a \\\"b\\\" c\" <",
                "\"\" <",
                "O'Neill, Ada <",
                "\"<sip:x@y>\" <"
            })
    void whateverTheNameItRings(String name) {
        wire.comes(request(
                        "INVITE",
                        SDP,
                        "Content-Type: application/sdp",
                        "P-Asserted-Identity: " + name + "sip:+1@example.com>")
                .replace("From: <", "From: " + name)
                .replace("Contact: <", "Contact: " + name));
        assertThat(wire.state()).isInstanceOf(CallState.Incoming.class);
    }

    /** RFC 3326 by whoever cannot count. */
    @ParameterizedTest
    @ValueSource(
            strings = {"SIP", "Q.850;cause=99999999999", "Q.850;cause=x;text=\"a", "Q.850;text=\"\ufffd\"", ";;", ""})
    void aHangUpIsOneForAnyReason(String reason) {
        var invite = talks();
        assertThat(answered(inside(invite, "a", "BYE", 1, "", "Reason: " + reason)))
                .isEqualTo("200");
        assertThat(wire.agent.snapshot().get().calls())
                .noneMatch(call -> call.state() instanceof CallState.Established);
    }
}
