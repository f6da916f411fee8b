package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rarer turns of RFC 3261 and its relatives, against sipp behind Kamailio: sipp demands what the phone has to put on the wire, message by
 * message. One phone throughout, which has to be as good as new after each.
 */
class ProtocolIT {
    private static final String VIDEO = """
        v=0
        o=network [pid] [call_number] IN IP4 [media_ip]
        s=-
        c=IN IP4 [media_ip]
        t=0 0
        m=video [rtp_port] RTP/AVP 96
        a=rtpmap:96 VP8/90000
        """;
    private static final String WORDS = "Call me back.\n";
    private static Lab lab;
    private static Phone phone;

    @BeforeAll
    static void start() {
        lab = Lab.start(Lab.KAMAILIO, Lab.RTPENGINE, Lab.numbers("9002"), Lab.PULSE);
        phone = Phone.listen(lab, "--transfers", "allow");
    }

    @AfterAll
    static void stop() {
        phone.close();
        lab.close();
    }

    private static Sipp call(Scenario scenario) {
        return Sipp.call(lab, "trunk_12345", scenario.file(lab), "--line", "in-tone");
    }

    private static SippLine answer(Scenario scenario) {
        SippLine line = SippLine.open(lab, scenario.file(lab), "--sound", "in-tone");
        phone.say("call " + line.address());
        return line;
    }

    private static void heard() {
        assertThat(lab.pulse().hear("spk", Duration.ofMillis(500))).matches(t -> t.is(800));
    }

    private static Stream<String> sentByThePhone() {
        return Stream.of(lab.sipTrace().split("={20}")).filter(m -> m.contains("tag: rcv") && m.contains("proto: wss"));
    }

    private static void signalled() {
        phone.next("dtmf", e -> e.get("digit").getAsString().equals("9"));
    }

    private static void hangUp() {
        phone.say("hangup");
        phone.next("ended");
    }

    @Test
    void answersWhatBelongsToNoCall() {
        call(Scenario.calling()
                        .request("OPTIONS", 1, "")
                        .response(200, "Allow: INVITE.*UPDATE", "Accept: application/sdp", "Supported: outbound")
                        .request("DANCE", 2, "")
                        .response(405, "Allow: INVITE.*BYE"))
                .succeeds();
    }

    @Test
    void refusesWhatItDoesNotKnowAndSaysWhat() {
        call(Scenario.calling()
                        .request("INVITE", 1, Scenario.PCMU, "Require: telepathy")
                        .response(420, "Unsupported: telepathy")
                        .acknowledgeRefusal(1)
                        .request("INVITE", 2, WORDS, "Content-Type: text/plain")
                        .response(415, "Accept: application/sdp")
                        .acknowledgeRefusal(2)
                        .request("INVITE", 3, VIDEO)
                        .response(488, "Warning: 30[0-9] ")
                        .acknowledgeRefusal(3))
                .succeeds();
    }

    @Test
    void refusesAnUnknownInfoAndGoesOn() {
        Sipp caller = call(Scenario.calling()
                .begin()
                .inside("INFO", 2, WORDS, "Content-Type: text/plain")
                .response(415, "Accept: application/dtmf-relay")
                .inside("DANCE", 3, "")
                .response(405, "Allow: INVITE")
                .inside("OPTIONS", 4, "")
                .response(200, "Allow: INVITE")
                .signal(5)
                .hungUp());
        signalled();
        heard();
        hangUp();
        caller.succeeds();
    }

    @Test
    void offersWhenAskedToInTheMiddleOfACall() {
        Sipp caller = call(Scenario.calling()
                .begin()
                .pause(300)
                .inside("INVITE", 2, "")
                .response(200, "body: m=audio [0-9]+ RTP/AVP .*0", "body: opus/48000")
                .inside("ACK", 2, Scenario.PCMU)
                .pause(300)
                .inside("UPDATE", 3, Scenario.sdp("0", "sendonly", "0 PCMU/8000"))
                .response(200, "body: a=recvonly")
                .pause(300)
                .inside("UPDATE", 4, Scenario.PCMU)
                .response(200, "body: a=sendrecv")
                .inside("UPDATE", 5, "")
                .response(200)
                .signal(6)
                .hungUp());
        phone.next("remote-hold");
        phone.next("remote-unhold");
        signalled();
        heard();
        hangUp();
        caller.succeeds();
    }

    /** RFC 3261 section 13.3.1.4: the 200 comes again until its ACK does; here the first ACK is late. */
    @Test
    void saysYesAgainUntilItIsHeard() {
        Sipp caller = call(Scenario.calling()
                .request("INVITE", 1, Scenario.PCMU)
                .accepted()
                .pause(1000)
                .inside("ACK", 1, "")
                .hungUp());
        phone.next("confirmed");
        hangUp();
        String callId = caller.succeeds();
        assertThat(sentByThePhone().filter(m -> m.contains(callId)).filter(m -> m.contains("SIP/2.0 200 OK")))
                .filteredOn(m -> m.contains("CSeq: 1 INVITE"))
                .hasSizeGreaterThan(1);
    }

    /** RFC 3261 section 13.2.2.4: a 200 that comes again gets its ACK again. */
    @Test
    void acknowledgesAgain() {
        try (SippLine line = answer(Scenario.called()
                .reply("180 Ringing", "")
                .pause(200)
                .reply("200 OK", Scenario.PCMU)
                .expect("ACK")
                .again("200 OK", Scenario.PCMU)
                .expect("ACK")
                .signal(2)
                .hungUp())) {
            signalled();
            hangUp();
            line.succeeds();
        }
    }

    /** RFC 3261 section 9.1: the far side has answered when the CANCEL comes: ACK, then BYE. */
    @Test
    void hangsUpWhatWasAnsweredWhileItWasGivenUp() {
        try (SippLine line = answer(Scenario.called()
                .reply("180 Ringing", "")
                .expect("CANCEL")
                .reply("200 OK", "")
                .again("200 OK", Scenario.PCMU)
                .expect("ACK")
                .expect("BYE")
                .reply("200 OK", ""))) {
            phone.next("progress", e -> e.get("code").getAsInt() == 180);
            phone.say("hangup");
            phone.next("ended");
            line.succeeds();
        }
    }

    /** RFC 3261 section 14.1: the far side answers our hold 491 once, then takes it. */
    @Test
    void holdsAgainAfterGlare() {
        try (SippLine line = answer(Scenario.called()
                .reply("180 Ringing", "")
                .pause(200)
                .answer()
                .expect("INVITE", "body: a=sendonly")
                .reply("491 Request Pending", "")
                .expect("ACK")
                .expect("INVITE", "body: a=sendonly")
                .reply("200 OK", Scenario.sdp("0", "recvonly", "0 PCMU/8000"))
                .expect("ACK")
                .hungUp())) {
            phone.next("audio-in");
            phone.say("hold");
            phone.next("hold");
            hangUp();
            line.succeeds();
        }
    }

    /** RFC 3261 section 14.2: while our re-INVITE is open theirs is refused with 491; both are settled afterwards. */
    @Test
    void refusesAReinviteWhileItsOwnIsOpen() {
        try (SippLine line = answer(Scenario.called()
                .reply("180 Ringing", "")
                .pause(200)
                .answer()
                .keepReinvite()
                .inside("INVITE", 2, Scenario.PCMU)
                .response(491)
                .acknowledgeRefusalInside(2)
                .replyToKept("200 OK", Scenario.sdp("0", "recvonly", "0 PCMU/8000"))
                .expect("ACK")
                .pause(500)
                .reinvite(3, Scenario.PCMU, "body: a=sendonly")
                .signal(4)
                .hungUp())) {
            phone.next("audio-in");
            phone.say("hold");
            phone.next("hold");
            signalled();
            hangUp();
            line.succeeds();
        }
    }

    /**
     * News of a transfer waits for the end of our re-INVITE: JsSIP answers 403 to a NOTIFY between its 200 and our ACK, and never learns how
     * the transfer ended.
     */
    @Test
    void tellsOfATransferOnceItsHoldIsOver() {
        Sipp caller = call(Scenario.calling()
                .begin()
                .pause(300)
                .inside("REFER", 2, "", "Refer-To: <sip:9002@" + lab.get("DOMAIN") + ">")
                .response(202)
                .expect("NOTIFY", "body: SIP/2.0 100", "Subscription-State: active")
                .reply("200 OK", "")
                .keepReinvite()
                .pause(1000)
                .replyToKept("200 OK", Scenario.sdp("0", "recvonly", "0 PCMU/8000"))
                .expect("ACK")
                .expect("NOTIFY", "body: SIP/2.0 486", "Subscription-State: terminated")
                .reply("200 OK", "")
                .expect("INVITE", "body: a=sendrecv")
                .reply("200 OK", Scenario.PCMU)
                .expect("ACK")
                .hungUp());
        phone.next("unhold");
        heard();
        hangUp();
        caller.succeeds();
    }
}
