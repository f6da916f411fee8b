package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What no proxy would let through: malformed messages (RFC 4475), requests of dialogs that never were, merged requests, forks that
 * answer twice. After each the connection stands and the phone rings for the next caller.
 */
class WireIT {
    private static Lab lab;
    private static Wire wire;
    private static Phone phone;
    private static int count;
    private String id = "";

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.BROWSER);
        wire = new Wire(lab);
        phone = Phone.start(lab, "listen", "trunk_12345", wire.url(), "--answer-after", "-1");
        phone.next("registered");
    }

    @AfterAll
    static void stop() {
        phone.close();
        wire.close();
        lab.close();
    }

    @BeforeEach
    void another() {
        id = "call-" + ++count;
    }

    private String request(String method, int cseq, String toTag, String more) {
        return Wire.request(method, id, cseq, id + method + cseq, toTag, more, "");
    }

    private String invite(String branch) {
        return Wire.request(
                "INVITE", id, 1, branch, "", "Max-Forwards: 70\n", Wire.ANSWER.replace("active", "actpass"));
    }

    /** As good as new: it rings, and stops when the caller gives up. */
    private void ringsForTheNextCaller() {
        another();
        wire.send(invite(id));
        assertThat(wire.next("SIP/2.0 180 .*")).contains("Call-ID: " + id);
        phone.next("incoming");
        wire.send(invite(id)
                .replaceAll("(?m)^INVITE", "CANCEL")
                .replace("1 INVITE", "1 CANCEL")
                .replaceAll("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        assertThat(wire.next("SIP/2.0 487 .*")).contains("Call-ID: " + id).contains("CSeq: 1 INVITE");
        phone.next("ended");
        assertThat(phone.events().all("disconnected")).isEmpty();
    }

    /** After RFC 4475 sections 3.1.2 and 3.3: badvers, mismatch01, clerr, ncl, scalar02, quotbal, and no SIP at all with a request's look. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIP/2.0 505 .* | ;transport=ws SIP/2.0 | ;transport=ws SIP/7.0",
                "SIP/2.0 400 .* | CSeq: 1 OPTIONS | CSeq: 1 INVITE",
                "SIP/2.0 400 .* | Content-Length: 0 | Content-Length: 9999",
                "SIP/2.0 400 .* | Content-Length: 0 | Content-Length: -999",
                "SIP/2.0 400 .* | CSeq: 1 OPTIONS | CSeq: 36893488147419103232 OPTIONS",
                "SIP/2.0 400 .* | To: <sip: | To: \"Mr. J. User <sip:",
                "SIP/2.0 400 .* | OPTIONS sip: | OPTIONS  <sip:",
            })
    void saysWhatIsMalformedAndLivesOn(String answer, String right, String wrong) {
        wire.send(request("OPTIONS", 1, "", "").replace(right, wrong));
        assertThat(wire.next(answer)).contains("Call-ID: " + id);
        ringsForTheNextCaller();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\n\n",
                "\0\0\0\0",
                "SIP/2.0 200 OK\n\n",
                "SIP/2.0 99999 Much\nVia: SIP/2.0/WSS far.invalid;branch=z9hG4bK1\n\n",
                "OPTIONS sip:a@b SIP/2.0\nVia: SIP/2.0/WSS far.invalid\n\n",
                "ACK sip:a@b SIP/2.0\nVia: SIP/2.0/WSS far.invalid;branch=z9hG4bK7\nFrom: <sip:f@b>;tag=1\nTo: <sip:a@b>;tag=2\nCall-ID: none\nCSeq: 1 ACK\n\n",
            })
    void livesOnAfterWhatCannotBeAnswered(String text) {
        wire.send(text);
        ringsForTheNextCaller();
    }

    @Test
    void answersALongMessage() {
        wire.send(request("OPTIONS", 1, "", "Subject: " + "x".repeat(60_000) + "\n"));
        assertThat(wire.next("SIP/2.0 200 .*")).contains("Call-ID: " + id);
        ringsForTheNextCaller();
    }

    /** It is the last to forward anything, so Max-Forwards is nothing to it (RFC 3261 section 8.2). */
    @Test
    void answersARequestAtTheEndOfItsHops() {
        wire.send(request("OPTIONS", 1, "", "Max-Forwards: 0\n"));
        assertThat(wire.next("SIP/2.0 200 .*"))
                .contains("CSeq: 1 OPTIONS")
                .contains("Allow: ")
                .contains("Accept: application/sdp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "INFO", "UPDATE", "INVITE", "OPTIONS"})
    void knowsNoSuchDialog(String method) {
        wire.send(request(method, 1, "neverseen", ""));
        assertThat(wire.next("SIP/2.0 481 .*")).contains("Call-ID: " + id);
        ringsForTheNextCaller();
    }

    @Test
    void hasNothingToCancel() {
        wire.send(request("CANCEL", 1, "", ""));
        assertThat(wire.next("SIP/2.0 481 .*")).contains("CSeq: 1 CANCEL");
    }

    /** The same INVITE by two ways (RFC 3261 section 8.2.2.2). */
    @Test
    void takesACallThatComesByTwoWaysOnce() {
        wire.send(invite("one" + id));
        wire.next("SIP/2.0 180 .*");
        wire.send(invite("two" + id));
        assertThat(wire.next("SIP/2.0 482 .*")).contains("z9hG4bKtwo" + id);
        phone.next("incoming");
        phone.say("reject 486");
        assertThat(wire.next("SIP/2.0 486 .*")).contains("z9hG4bKone" + id);
        phone.next("ended");
    }

    /**
     * RFC 3261 sections 12.1.2 and 13.2.2.4: routes in reverse order; the second fork gets ACK and BYE, the first goes on,
     * whether the second rang before or was not heard of.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsTheFirstForkAndHangsTheSecondUp(boolean bothRing) {
        var routes = "Record-Route: <sip:first.invalid;lr>\nRecord-Route: <sip:second.invalid;lr>\n";
        int ended = phone.events().all("ended").size();
        phone.say("call sip:fork@lab.test");
        String invite = wire.next("INVITE .*");
        String contact = "Contact: <sip:%s@%s.invalid;transport=ws>\n";
        wire.send(Wire.response("180 Ringing", invite, "one", routes + contact.formatted("one", "one"), ""));
        phone.next("progress");
        if (bothRing) {
            wire.send(Wire.response("180 Ringing", invite, "two", routes + contact.formatted("two", "two"), ""));
            phone.next("progress");
        }
        wire.send(Wire.response("200 OK", invite, "one", routes + contact.formatted("one", "one"), Wire.ANSWER));
        String ack = wire.next("ACK sip:one@one.invalid.*");
        assertThat(ack).contains(";tag=one");
        assertThat(Wire.header(ack, "Route")).containsSubsequence("second.invalid", "first.invalid");

        wire.send(Wire.response("200 OK", invite, "two", routes + contact.formatted("two", "two"), Wire.ANSWER));
        assertThat(wire.next("ACK sip:two@two.invalid.*")).contains(";tag=two");
        String bye = wire.next("BYE sip:two@two.invalid.*");
        assertThat(bye).contains(";tag=two");
        assertThat(Wire.header(bye, "Route")).containsSubsequence("second.invalid", "first.invalid");
        wire.send(Wire.response("200 OK", bye, "", "", "").replace(";tag=\n", "\n"));

        wire.send(Wire.response("200 OK", invite, "one", routes + contact.formatted("one", "one"), Wire.ANSWER));
        assertThat(wire.next("ACK .*")).contains(";tag=one");
        wire.send(Wire.response("200 OK", invite, "two", routes + contact.formatted("two", "two"), Wire.ANSWER));
        assertThat(wire.next("ACK .*")).contains(";tag=two");
        assertThat(phone.events().all("ended")).hasSize(ended);
        phone.say("hangup");
        String last = wire.next("BYE sip:one@one.invalid.*");
        wire.send(Wire.response("200 OK", last, "", "", "").replace(";tag=\n", "\n"));
        phone.next("ended");
    }

    /** A server behind a proxy that ends TLS for it speaks WS; others name the transport of their own side of the way. */
    @ParameterizedTest
    @ValueSource(strings = {"WS", "TLS", "TCP", "UDP"})
    void servesAServerWhoseViaNamesAnotherTransport(String transport) {
        String via = "Via: SIP/2.0/" + transport + " far.invalid;branch=z9hG4bK" + id;
        wire.send(through(via, invite(id)));
        assertThat(wire.next("SIP/2.0 180 .*")).contains(via);
        phone.next("incoming");
        phone.say("answer");
        String accepted = wire.next("SIP/2.0 200 .*");
        assertThat(accepted).contains(via).contains("CSeq: 1 INVITE");
        String tag = Wire.header(accepted, "To").replaceAll("(?s).*;tag=([^;\\s]+).*", "$1");
        wire.send(through(via + "ack", request("ACK", 1, tag, "")));
        wire.send(through(via + "2", request("OPTIONS", 2, tag, "")));
        assertThat(wire.next("SIP/2.0 200 .*")).contains(via + "2").contains("CSeq: 2 OPTIONS");
        // The library answers what is out of order, and what belongs to no dialog, by itself.
        wire.send(through(via + "1", request("INFO", 1, tag, "")));
        assertThat(wire.next("SIP/2.0 500 .*")).contains(via + "1");
        wire.send(through(via + "3", request("INFO", 3, "neverseen", "")));
        assertThat(wire.next("SIP/2.0 481 .*")).contains(via + "3");
        phone.say("hangup");
        String bye = wire.next("BYE .*");
        assertThat(bye).contains("Via: SIP/2.0/WSS ");
        wire.send(Wire.response("200 OK", bye, "", "", "").replace(";tag=\n", "\n"));
        phone.next("ended");
    }

    private static String through(String via, String request) {
        return request.replaceFirst("Via: .*", via);
    }
}
