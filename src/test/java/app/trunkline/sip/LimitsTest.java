package app.trunkline.sip;

import static app.trunkline.sip.CallOnTheWire.CONTACT;
import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.inside;
import static app.trunkline.sip.CallOnTheWire.request;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Far too much of everything that a far side can send: what is answered, and what is kept of it. */
class LimitsTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    private String talks() {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CONTACT));
        wire.connected();
        return invite;
    }

    private long answers(String status) {
        return wire.sent.stream()
                .filter(message -> message.startsWith("SIP/2.0 " + status))
                .count();
    }

    private static String numbered(String request, int number) {
        return request.replace("theirs-1", "theirs-1-" + number)
                .replaceFirst("branch=\\S*", "branch=z9hG4bKmany" + number);
    }

    @Test
    void digitsWithoutEndAreAnsweredAndFewAreKept() {
        var invite = talks();
        for (var number = 1; number <= 3_000; number++) {
            wire.comes(inside(
                    invite,
                    "a",
                    "INFO",
                    number,
                    "Signal=5\r\nDuration=100\r\n",
                    "Content-Type: application/dtmf-relay",
                    "Content-Length: 24"));
        }
        assertThat(answers("200")).isEqualTo(3_000);
        assertThat(wire.call().milestones()).hasSizeBetween(1_000, 1_020);
        wire.comes(inside(invite, "a", "BYE", 3_001, "", "Content-Length: 0"));
        assertThat(answers("200")).isEqualTo(3_001);
    }

    @Test
    void ringingWithoutEndIsKeptOfOne() {
        var invite = wire.invite("1");
        for (var number = 0; number < 3_000; number++) {
            wire.comes(response(invite, "180 Ringing", "a", "", CONTACT));
        }
        wire.comes(response(invite, "200 OK", "a", SDP, CONTACT));
        assertThat(wire.call().milestones())
                .hasSizeLessThan(1_020)
                .extracting(Milestone::kind)
                .contains(Milestone.Kind.CONFIRMED);
    }

    /** Whoever answers is heard, whether its ringing was or not. */
    @Test
    void telephonesThatRingWithoutEndAreFew() {
        var invite = wire.invite("1");
        var before = wire.agent.kept();
        for (var number = 0; number < 1_000; number++) {
            wire.comes(response(invite, "180 Ringing", "fork" + number, "", CONTACT));
        }
        assertThat(wire.agent.kept()).isLessThanOrEqualTo(before + 2 * 32);
        wire.comes(response(invite, "200 OK", "fork999", SDP, CONTACT));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        assertThat(wire.newest("ACK")).contains("tag=fork999");
        wire.agent.tell(new CallCommand.HangUp(new CallId("1")));
        wire.loop.settle();
        wire.comes(Reply.to(wire.newest("BYE"), "200 OK"));
        wire.loop.advance(Duration.ofSeconds(70));
        assertThat(wire.agent.kept()).isLessThanOrEqualTo(before);
    }

    @Test
    void telephonesThatAnswerWithoutEndAreHungUpInPart() {
        var invite = talks();
        for (var number = 0; number < 1_000; number++) {
            wire.comes(response(invite, "200 OK", "late" + number, SDP, CONTACT));
        }
        assertThat(wire.requests("BYE")).hasSize(64);
        wire.loop.advance(Duration.ofSeconds(40));
        wire.comes(response(invite, "200 OK", "latest", SDP, CONTACT));
        assertThat(wire.newest("BYE")).contains("tag=latest");
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    @Test
    void textMessagesWithoutEndAreKeptInPart() {
        for (var number = 0; number < 2_000; number++) {
            wire.comes(numbered(request("MESSAGE", "hello", "Content-Type: text/plain"), number));
        }
        assertThat(wire.messages).hasSize(100);
        assertThat(answers("200")).isEqualTo(100);
        assertThat(answers("503")).isEqualTo(1_900);
        assertThat(Reply.header(wire.sent.getLast(), "Retry-After")).isNotEmpty();
        wire.loop.advance(Duration.ofSeconds(61));
        wire.comes(numbered(request("MESSAGE", "hello", "Content-Type: text/plain"), 2_000));
        assertThat(wire.messages).hasSize(101);
    }

    @Test
    void aTextMessageOfABookIsRefused() {
        wire.comes(request("MESSAGE", "x".repeat(16_385), "Content-Type: text/plain"));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 413");
        wire.comes(numbered(request("MESSAGE", "x".repeat(16_384), "Content-Type: text/plain"), 2));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 200");
        assertThat(wire.messages).hasSize(1);
    }

    /** Each would be a missed call in the log, though the line is always free. */
    @Test
    void callsThatAreCancelledAtOnceAreKeptInPart() {
        for (var number = 0; number < 2_000; number++) {
            var invite = numbered(request("INVITE", SDP, "Content-Type: application/sdp"), number);
            wire.comes(invite);
            wire.comes(invite.substring(0, invite.indexOf("\r\n\r\n") + 4)
                    .replace("INVITE", "CANCEL")
                    .replace("Content-Type: application/sdp\r\n", ""));
        }
        assertThat(answers("180")).isEqualTo(100);
        assertThat(answers("486")).isEqualTo(1_900);
        wire.loop.advance(Duration.ofSeconds(61));
        wire.comes(numbered(request("INVITE", SDP, "Content-Type: application/sdp"), 2_000));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 180");
    }

    @Test
    void whoSendsUsOnAndOnIsNotFollowed() {
        var invite = talks();
        for (var number = 1; number <= 30; number++) {
            var before = wire.sent.size();
            wire.comes(inside(
                    invite,
                    "a",
                    "REFER",
                    number,
                    "",
                    "Refer-To: <sip:x" + number + "@example.com>",
                    "Content-Length: 0"));
            for (var request : List.copyOf(wire.sent.subList(before, wire.sent.size()))) {
                if (request.startsWith("INVITE sip:x")) {
                    wire.comes(Reply.to(request, "404 Not Found"));
                } else if (!request.startsWith("SIP/2.0") && !request.startsWith("ACK")) {
                    wire.comes(Reply.to(request, request.startsWith("INVITE") ? "488 No" : "200 OK"));
                }
            }
        }
        assertThat(wire.requests("INVITE").stream().filter(message -> message.startsWith("INVITE sip:x")))
                .hasSize(8);
        assertThat(answers("603")).isEqualTo(22);
        assertThat(wire.call().ended()).isFalse();
    }

    @Test
    void aHeadOfTooManyLinesIsRefused() {
        var lines = IntStream.range(0, 300)
                .mapToObj(number -> "X-" + number + ": y\r\n")
                .collect(Collectors.joining());
        wire.comes(request("OPTIONS", "", "Content-Length: 0").replaceFirst("Max-Forwards", lines + "Max-Forwards"));
        assertThat(wire.sent.getLast()).startsWith("SIP/2.0 513");
        var invite = wire.invite("1");
        wire.comes(response(invite, "180 Ringing", "a", "", CONTACT).replaceFirst("Contact", lines + "Contact"));
        assertThat(wire.state()).isInstanceOf(CallState.Calling.class);
        wire.comes(response(invite, "180 Ringing", "a", "", CONTACT));
        assertThat(wire.state()).isInstanceOf(CallState.Ringing.class);
    }
}
