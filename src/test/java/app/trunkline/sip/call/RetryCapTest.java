package app.trunkline.sip.call;

import static app.trunkline.sip.CallOnTheWire.SDP;
import static app.trunkline.sip.CallOnTheWire.response;
import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.sip.AcceptingServer;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.Reply;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.identity.IdentityCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call sends again by itself, and what it does not. */
class RetryCapTest {
    private final CallOnTheWire wire = new CallOnTheWire();

    private String talks() {
        var invite = wire.invite("1");
        wire.comes(response(invite, "200 OK", "a", SDP, CallOnTheWire.CONTACT));
        wire.connected();
        return invite;
    }

    @Test
    void anIntervalThatGrowsForEverEndsTheCall() {
        wire.invite("1");
        for (var round = 1; round < 20 && !wire.agent.snapshot().get().calls().isEmpty(); round++) {
            wire.comes(Reply.to(wire.newest("INVITE"), "422 Session Interval Too Small", "Min-SE: " + 2_000 * round));
        }
        assertThat(wire.requests("INVITE")).hasSize(4);
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    /** An answer to guess the password by is what a far side would get that asks for any realm, MD5 and no qop. */
    @ParameterizedTest
    @CsvSource({"401 Unauthorized, WWW-Authenticate", "407 Proxy Authentication Required, Proxy-Authenticate"})
    void aFarSideThatChallengesTheHangUpGetsNoDigest(String status, String header) {
        talks();
        wire.agent.tell(new CallCommand.HangUp(new CallId("1")));
        wire.loop.settle();
        wire.comes(
                Reply.to(wire.newest("BYE"), status, header + ": Digest realm=\"evil\", nonce=\"n\", algorithm=MD5"));
        assertThat(wire.requests("BYE")).hasSize(1);
        assertThat(wire.sent).noneMatch(message -> message.contains("realm=\"evil\""));
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
    }

    @Test
    void norDoesOneThatChallengesAHold() {
        talks();
        wire.agent.tell(new CallCommand.Hold(new CallId("1")));
        wire.loop.settle();
        wire.comes(Reply.to(
                wire.newest("INVITE"), "401 Unauthorized", "WWW-Authenticate: Digest realm=\"evil\", nonce=\"n\""));
        assertThat(wire.requests("INVITE")).hasSize(2);
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
    }

    /** The way there may only be interrupted, and the session has its time. */
    @Test
    void aRefreshWithoutAnAnswerIsAskedForAgainUntilTheSessionIsUp() {
        wire.comes(response(
                wire.invite("1"),
                "200 OK",
                "a",
                SDP,
                CallOnTheWire.CONTACT,
                "Allow: INVITE, UPDATE",
                "Session-Expires: 600;refresher=uac"));
        wire.connected();
        wire.loop.advance(Duration.ofSeconds(301));
        wire.comes(Reply.to(wire.newest("UPDATE"), "408 Request Timeout"));
        assertThat(wire.state()).isInstanceOf(CallState.Established.class);
        wire.loop.advance(Duration.ofSeconds(61));
        assertThat(wire.requests("UPDATE")).hasSize(2);
        assertThat(wire.requests("BYE")).isEmpty();
        wire.loop.advance(Duration.ofSeconds(240));
        assertThat(wire.requests("BYE")).hasSize(1);
    }

    /** As one does that falls over at what it was sent. */
    @Test
    void aServerWhoseConnectionBreaksAtEachInviteGetsFew() {
        wire.invite("1");
        for (var breaks = 0; breaks < 10; breaks++) {
            wire.breaks();
            wire.opens();
            wire.registers();
        }
        assertThat(wire.requests("INVITE")).hasSize(3);
        assertThat(wire.agent.snapshot().get().calls()).isEmpty();
        assertThat(wire.requests("CANCEL")).hasSize(3);
        wire.loop.advance(Duration.ofHours(1));
        assertThat(wire.requests("INVITE")).hasSize(3);
    }

    private static final class Short extends AcceptingServer {
        private final String notify;
        private int notified;

        Short(VirtualEventLoop loop, int seconds, String notify) {
            super(loop);
            this.notify = notify;
            granted = seconds;
            session = seconds;
        }

        @Override
        protected boolean dealtWith(String request, String method) {
            if (method.equals("SUBSCRIBE") && !notify.isEmpty()) {
                comes(Reply.to(request, "200 OK", "Contact: <sip:n@server.invalid>", "Expires: 600"));
                comes(CallOnTheWire.inside(
                        request,
                        "server",
                        "NOTIFY",
                        ++notified,
                        "",
                        "Event: message-summary",
                        "Subscription-State: " + notify,
                        "Content-Length: 0"));
                return true;
            }
            return false;
        }
    }

    private static Short inAnHour(int seconds, String notify) {
        var loop = new VirtualEventLoop();
        var media = new FakeMediaEngine(loop);
        var server = new Short(loop, seconds, notify);
        var agent = new UserAgent(
                loop,
                new TestLine().messageWaiting().publishPresence().account(),
                () -> Optional.of("pw"),
                server,
                media,
                TestLine.config(IdentityCheck.NONE));
        agent.connect();
        loop.settle();
        agent.invite(new CallId("1"), CallOnTheWire.BOB, "", Presentation.USUAL);
        loop.settle();
        media.last().tell(new MediaEvent.Connected());
        loop.advance(Duration.ofHours(1));
        return server;
    }

    @Test
    void whatLastsASecondIsNotRefreshedEachHalf() {
        var server = inAnHour(1, "");
        for (var method : List.of("REGISTER", "SUBSCRIBE", "PUBLISH")) {
            assertThat(server.count(method)).as(method).isBetween(700L, 721L);
        }
        assertThat(server.count("UPDATE")).isBetween(350L, 361L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "terminated;reason=deactivated",
                "terminated;reason=timeout",
                "terminated;reason=probation;retry-after=1",
                "terminated;reason=giveup;retry-after=1",
                "terminated"
            })
    void aSubscriptionThatIsEndedAtBirthIsNotBegunForEver(String notify) {
        assertThat(inAnHour(600, notify).count("SUBSCRIBE")).isBetween(2L, 13L);
    }

    @Test
    void oneThatIsCutToASecondIsNotRefreshedEachHalf() {
        assertThat(inAnHour(600, "active;expires=1").count("SUBSCRIBE")).isBetween(700L, 721L);
    }
}
