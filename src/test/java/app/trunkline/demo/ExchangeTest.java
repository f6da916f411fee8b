package app.trunkline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final FakeMedia media = new FakeMedia();
    private final Exchange exchange = new Exchange(loop, media, "localhost", "localhost:4443", "secret");
    private final ScriptedPhone phone = new ScriptedPhone(exchange, "demo", "one");

    private void register(ScriptedPhone which) {
        which.request("REGISTER", "sip:localhost", "reg-" + which.user, "");
        assertThat(which.last()).startsWith("SIP/2.0 200");
    }

    private String call(String number) {
        return phone.request("INVITE", "sip:" + number + "@localhost", "call" + number, "v=0 an offer\n");
    }

    @Test
    void answersAPingWithALineEnd() {
        phone.say("\n\n");
        assertThat(phone.last()).isEqualTo("\r\n");
    }

    @Test
    void registersAfterAChallengeThatOffersTheStrongestFirst() {
        phone.once("REGISTER", "sip:localhost", "r", "");
        assertThat(phone.last()).startsWith("SIP/2.0 401");
        assertThat(phone.last().indexOf("SHA-256"))
                .isPositive()
                .isLessThan(phone.last().indexOf("MD5"));
        assertThat(phone.last()).contains("received=127.0.0.1").contains("rport=50000");
        phone.request("REGISTER", "sip:localhost", "r", "", "Expires: 60");
        assertThat(phone.last()).startsWith("SIP/2.0 200").contains("<" + phone.contact() + ">;expires=60");
        loop.advance(Duration.ofSeconds(61));
        phone.algorithm = "MD5";
        phone.request("REGISTER", "sip:localhost", "r", "", "Expires: 0");
        assertThat(phone.last()).startsWith("SIP/2.0 200").doesNotContain("Contact:");
    }

    @Test
    void refusesAWrongPasswordAndAReplayedAnswer() {
        phone.password = "wrong";
        phone.request("REGISTER", "sip:localhost", "r", "");
        assertThat(phone.last()).startsWith("SIP/2.0 401").doesNotContain("stale");
        phone.password = "secret";
        phone.once("REGISTER", "sip:localhost", "r", "");
        var credentials = phone.credentials(phone.last(), "REGISTER", "sip:localhost");
        phone.once("REGISTER", "sip:localhost", "r", "", credentials);
        assertThat(phone.last()).startsWith("SIP/2.0 200");
        phone.once("REGISTER", "sip:localhost", "r", "", credentials);
        assertThat(phone.last()).startsWith("SIP/2.0 401").contains("stale=true");
    }

    @Test
    void refusesToRegisterUnderAnotherName() {
        phone.once("REGISTER", "sip:localhost", "r", "");
        var mallory = phone.credentials(phone.last(), "REGISTER", "sip:localhost");
        exchange.received(
                phone,
                "REGISTER sip:localhost SIP/2.0\r\nVia: SIP/2.0/WSS x.invalid;branch=z9hG4bKm\r\n"
                        + "From: <sip:other@localhost>;tag=1\r\nTo: <sip:other@localhost>\r\nCall-ID: m\r\n"
                        + "CSeq: 1 REGISTER\r\nContact: <sip:o@x.invalid>\r\n" + mallory + "\r\n\r\n");
        assertThat(phone.last()).startsWith("SIP/2.0 403");
    }

    @Test
    void asksForCredentialsBeforeACallAndDoesNotKnowStrangeNumbers() {
        phone.once("INVITE", "sip:*45@localhost", "c", "v=0\n");
        assertThat(phone.last()).startsWith("SIP/2.0 407").contains("Proxy-Authenticate");
        call("12345");
        assertThat(phone.last()).startsWith("SIP/2.0 404");
    }

    @Test
    void isBusyAtStar45() {
        call("*45");
        assertThat(phone.heads()).containsExactly("407", "100", "486");
    }

    @Test
    void ringsAtStar46UntilTheCallerGivesUp() {
        var branch = call("*46");
        assertThat(phone.heads()).containsExactly("407", "100", "180");
        exchange.received(
                phone,
                "CANCEL sip:*46@localhost SIP/2.0\r\nVia: SIP/2.0/WSS one.invalid;branch=" + branch
                        + "\r\nFrom: <sip:demo@localhost>;tag=tone\r\nTo: <sip:*46@localhost>\r\nCall-ID: call*46\r\n"
                        + "CSeq: 2 CANCEL\r\n\r\n");
        assertThat(phone.heads()).endsWith("200", "487");
        loop.advance(Duration.ofMinutes(5));
        assertThat(phone.heads()).hasSize(5);
    }

    @Test
    void saysThatNobodyIsThereAfterThreeMinutesAtStar46() {
        call("*46");
        loop.advance(Duration.ofSeconds(179));
        assertThat(phone.last()).startsWith("SIP/2.0 180");
        loop.advance(Duration.ofSeconds(2));
        assertThat(phone.last()).startsWith("SIP/2.0 480");
    }

    @Test
    void answersAtStar43AndRepeatsUntilTheAck() {
        call("*43");
        assertThat(phone.last())
                .startsWith("SIP/2.0 200")
                .contains("our answer")
                .contains("Contact: <sip:*43@");
        loop.advance(Duration.ofSeconds(2));
        assertThat(phone.heads()).containsExactly("407", "100", "200", "200", "200");
        phone.ack(phone.last(), "");
        loop.advance(Duration.ofSeconds(60));
        assertThat(phone.heads()).hasSize(5);
        assertThat(media.last().echo).isTrue();
        assertThat(media.last().heard).containsExactly("v=0 an offer\r\n");
    }

    @Test
    void endsACallThatIsNeverAcknowledged() {
        call("*43");
        loop.advance(Duration.ofSeconds(40));
        assertThat(phone.last()).startsWith("BYE ");
        assertThat(media.last().closed).isTrue();
    }

    @Test
    void hangsUpWithThePhone() {
        call("*43");
        var okay = phone.last();
        phone.ack(okay, "");
        phone.inDialog("BYE", okay, 0, "z9hG4bKbye", "");
        assertThat(phone.last()).startsWith("SIP/2.0 200");
        assertThat(media.last().closed).isTrue();
        phone.inDialog("BYE", okay, 0, "z9hG4bKbye2", "");
        assertThat(phone.last()).startsWith("SIP/2.0 481");
    }

    @Test
    void answersRequestsInsideACall() {
        call("*43");
        var okay = phone.last();
        phone.ack(okay, "");
        phone.inDialog("INVITE", okay, 0, "z9hG4bKre", "v=0 on hold\n");
        assertThat(phone.last()).startsWith("SIP/2.0 200").contains("our answer");
        phone.ack(phone.last(), "");
        phone.inDialog("INVITE", okay, 0, "z9hG4bKre2", "v=0 video only\n");
        assertThat(phone.last()).startsWith("SIP/2.0 488").contains("Warning: 399 demo \"no audio offered\"");
        phone.inDialog("INFO", okay, 0, "z9hG4bKinfo", "");
        assertThat(phone.last()).startsWith("SIP/2.0 200");
        phone.inDialog("OPTIONS", okay, 0, "z9hG4bKopt", "");
        assertThat(phone.last()).startsWith("SIP/2.0 200").contains("Allow: INVITE");
        phone.inDialog("UPDATE", okay, 0, "z9hG4bKupd", "");
        assertThat(phone.last()).startsWith("SIP/2.0 405");
        assertThat(media.last().heard).containsExactly("v=0 an offer\r\n", "v=0 on hold\r\n");
        assertThat(media.last().closed).isFalse();
    }

    @Test
    void offersWhenTheCallerDoesNot() {
        phone.request("INVITE", "sip:*43@localhost", "late", "");
        assertThat(phone.last()).startsWith("SIP/2.0 200").contains("our offer");
        phone.ack(phone.last(), "v=0 the answer\n");
        assertThat(media.last().heard).containsExactly("v=0 the answer\r\n");
    }

    @Test
    void refusesWhatItCannotDo() {
        phone.request("INVITE", "sip:*43@localhost", "v", "v=0 video only\n");
        assertThat(phone.last()).startsWith("SIP/2.0 488");
        assertThat(media.last().closed).isTrue();
        phone.once("INVITE", "sip:*43@localhost", "q", "v=0\n", "Require: 100rel");
        assertThat(phone.last()).startsWith("SIP/2.0 420").contains("Unsupported: 100rel");
        phone.once("SUBSCRIBE", "sip:*43@localhost", "s", "");
        assertThat(phone.last()).startsWith("SIP/2.0 405").contains("Allow:");
        phone.once("OPTIONS", "sip:localhost", "o", "");
        assertThat(phone.last()).startsWith("SIP/2.0 200");
    }

    @Test
    void callsBackFromStar44() {
        register(phone);
        call("*44");
        phone.ack(phone.last(), "");
        assertThat(media.last().echo).isFalse();
        loop.advance(Duration.ofSeconds(2));
        assertThat(phone.last()).startsWith("BYE ");
        assertThat(media.last().closed).isTrue();
        loop.advance(Duration.ofSeconds(2));
        var invite = phone.last();
        assertThat(invite)
                .startsWith("INVITE " + phone.contact())
                .contains("<sip:*44@localhost>")
                .contains("our offer");
        phone.respond(invite, "180 Ringing", "");
        phone.respond(invite, "200 OK", "v=0 my answer\n");
        assertThat(phone.last()).startsWith("ACK ");
        assertThat(media.last().echo).isTrue();
        assertThat(media.last().heard).containsExactly("v=0 my answer\r\n");
        phone.respond(invite, "200 OK", "v=0 my answer\n");
        assertThat(phone.heads()).endsWith("ACK", "ACK");
        media.last().listener.lost();
        assertThat(phone.last()).startsWith("BYE ");
        assertThat(media.last().closed).isTrue();
    }

    @Test
    void givesUpCallingBackAfterAMinute() {
        register(phone);
        call("*44");
        phone.ack(phone.last(), "");
        loop.advance(Duration.ofSeconds(4));
        var invite = phone.last();
        loop.advance(Duration.ofSeconds(61));
        assertThat(phone.last()).as("no CANCEL before a provisional response").isEqualTo(invite);
        phone.respond(invite, "180 Ringing", "");
        assertThat(phone.last()).startsWith("CANCEL ");
        phone.respond(invite, "487 Request Terminated", "");
        assertThat(phone.last()).startsWith("ACK ");
        assertThat(media.last().closed).isTrue();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void collectsTheDigitsHeard() {
        call("*43");
        phone.ack(phone.last(), "");
        "12#".chars().forEach(c -> media.last().listener.digit((char) c));
        assertThat(exchange.digits()).isEqualTo("12#");
    }

    @Test
    void endsEverythingAtClose() {
        call("*43");
        phone.ack(phone.last(), "");
        call("*46");
        exchange.close();
        assertThat(phone.heads()).contains("BYE", "480");
        assertThat(phone.closeCode).isEqualTo(1001);
        assertThat(media.last().closed).isTrue();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void dropsWhatIsNoSip() {
        phone.say("hello\n\n");
        phone.say("INVITE sip:*43@localhost SIP/2.0\nVia: rubbish\n\n");
        assertThat(phone.received).isEmpty();
    }
}
