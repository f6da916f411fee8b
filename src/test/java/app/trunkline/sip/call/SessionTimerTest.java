package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.wire.Read;
import app.trunkline.sip.wire.SipMessage;
import app.trunkline.sip.wire.SipRequest;
import app.trunkline.sip.wire.SipResponse;
import app.trunkline.sip.wire.WireException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4028 on virtual time. */
class SessionTimerTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<String> told = new ArrayList<>();
    private final SessionTimer timer = new SessionTimer(loop, new SessionTimer.Owner() {
        @Override
        public void refreshDue() {
            told.add("refresh at " + seconds());
        }

        @Override
        public void expired() {
            told.add("expired at " + seconds());
        }
    });

    private final java.time.Instant start = loop.now();

    private long seconds() {
        return Duration.between(start, loop.now()).toSeconds();
    }

    private static String text(String first, String... headers) {
        return first + "\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bKa\r\nFrom: <sip:a@example.com>;tag=a\r\n"
                + "To: <sip:b@example.com>;tag=b\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n"
                + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n" : "") + "Content-Length: 0\r\n\r\n";
    }

    private static SipRequest invite(String... headers) throws ParseException {
        return Read.request(text("INVITE sip:b@example.com SIP/2.0", headers));
    }

    private static SipResponse ok(String... headers) throws ParseException {
        return Read.response(text("SIP/2.0 200 OK", headers));
    }

    private static String header(SipMessage message, String name) {
        return message.header(name).map(value -> name + ": " + value).orElse("null");
    }

    @Test
    void weRefreshAtHalfTime() throws ParseException, WireException {
        timer.accepted(ok("Session-Expires: 600;refresher=uac"));
        loop.advance(Duration.ofSeconds(299));
        assertThat(told).isEmpty();
        loop.advance(Duration.ofSeconds(2));
        assertThat(told).containsExactly("refresh at 300");
        timer.accepted(ok("Session-Expires: 600;refresher=uac"));
        loop.advance(Duration.ofSeconds(300));
        assertThat(told).containsExactly("refresh at 300", "refresh at 601");
    }

    @Test
    void aRefreshThatNeverSucceedsEndsTheSessionInTheEnd() throws ParseException, WireException {
        timer.accepted(ok("Session-Expires: 600;refresher=uac"));
        loop.advance(Duration.ofSeconds(300));
        timer.again();
        loop.advance(Duration.ofSeconds(300));
        assertThat(told).containsExactly("refresh at 300", "refresh at 360", "expired at 600");
    }

    /** Section 10: the lesser of 32 s and a third before the end. */
    @ParameterizedTest
    @CsvSource({"600, 568", "90, 60"})
    void whoWaitsForTheOtherEndsALittleBefore(int interval, int end) throws ParseException, WireException {
        timer.accepted(ok("Session-Expires: " + interval + ";refresher=uas"));
        loop.advance(Duration.ofSeconds(interval));
        assertThat(told).containsExactly("expired at " + end);
    }

    @Test
    void theirRefreshStartsTheTimeAnew() throws ParseException, WireException {
        timer.accept(invite("Supported: timer", "Session-Expires: 90;refresher=uac"), ok());
        loop.advance(Duration.ofSeconds(50));
        timer.accept(invite("Supported: timer", "Session-Expires: 90;refresher=uac"), ok());
        loop.advance(Duration.ofSeconds(59));
        assertThat(told).isEmpty();
        loop.advance(Duration.ofSeconds(2));
        assertThat(told).containsExactly("expired at 110");
    }

    /** Section 9, table 2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "timer | 1800;refresher=uac | 1800;refresher=uac | timer",
                "timer | 1800;refresher=uas | 1800;refresher=uas | -",
                "timer | 1800               | 1800;refresher=uac | timer",
                "path  | 1800               | 1800;refresher=uas | -",
            })
    void weAnswerAsTheyAsk(String supported, String asked, String answered, String required)
            throws ParseException, WireException {
        var response = ok();
        timer.accept(invite("Supported: " + supported, "Session-Expires: " + asked), response);
        assertThat(header(response, "Session-Expires")).isEqualTo("Session-Expires: " + answered);
        assertThat(header(response, "Require")).isEqualTo(required == null ? "null" : "Require: " + required);
    }

    @Test
    void whoAsksForNoneGetsNone() throws ParseException, WireException {
        var response = ok();
        timer.accept(invite("Supported: timer"), response);
        assertThat(header(response, "Session-Expires")).isEqualTo("null");
        loop.advance(Duration.ofHours(3));
        assertThat(told).isEmpty();
    }

    @Test
    void aSessionUnderAMinuteAndAHalfIsTooSmall() throws ParseException, WireException {
        assertThat(SessionTimer.isTooSmall(invite("Session-Expires: 89"))).isTrue();
        assertThat(SessionTimer.isTooSmall(invite("Session-Expires: 90"))).isFalse();
        assertThat(SessionTimer.isTooSmall(invite())).isFalse();
    }

    @Test
    void theirMinimumIsAskedForNextTime() throws ParseException, WireException {
        var request = invite();
        timer.ask(request);
        assertThat(header(request, "Session-Expires")).isEqualTo("Session-Expires: 1800");
        assertThat(timer.tooSmall(ok("Min-SE: 7200"))).isTrue();
        timer.ask(request);
        assertThat(header(request, "Session-Expires")).isEqualTo("Session-Expires: 7200");
        assertThat(header(request, "Min-SE")).isEqualTo("Min-SE: 7200");
        // A 422 that says the same again would go on for ever.
        assertThat(timer.tooSmall(ok("Min-SE: 7200"))).isFalse();
    }

    @Test
    void aRefreshKeepsTheRoles() throws ParseException, WireException {
        timer.accept(invite("Supported: timer", "Session-Expires: 600;refresher=uac"), ok());
        var request = invite();
        timer.ask(request);
        assertThat(header(request, "Session-Expires")).isEqualTo("Session-Expires: 600;refresher=uas");
    }

    @Test
    void nothingComesAfterTheEnd() throws ParseException, WireException {
        timer.accepted(ok("Session-Expires: 600;refresher=uac"));
        timer.stop();
        loop.advance(Duration.ofHours(1));
        assertThat(told).isEmpty();
    }

    @Test
    void aMinimumThatGrowsForEverIsNotFollowed() throws ParseException {
        for (var raise = 1; raise <= 3; raise++) {
            assertThat(timer.tooSmall(ok("Min-SE: " + 100 * raise))).isTrue();
        }
        assertThat(timer.tooSmall(ok("Min-SE: 400"))).isFalse();
        timer.accepted(ok("Session-Expires: 300;refresher=uac"));
        assertThat(timer.tooSmall(ok("Min-SE: 500"))).as("a new row").isTrue();
    }
}
