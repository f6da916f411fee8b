package app.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.sip.identity.IdentityCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many more calls than the telephone takes: what is done about each, and what is left of them. */
class FloodTest {
    private static final int FLOOD = 2_000;
    private static final int LINES = 2;
    /** Those that are turned away with an entry in the call log. */
    private static final int LOGGED = 20;

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final RecordingTransport transport = new RecordingTransport();
    private final List<String> sent = transport.sent;
    private int decided;
    private final UserAgent agent = new UserAgent(
            loop,
            new TestLine().account(),
            () -> Optional.of("pw"),
            transport,
            new FakeMediaEngine(loop),
            new UserAgentConfig(
                    "Trunkline/test",
                    new TwoLines(),
                    Duration.ofSeconds(60),
                    level -> {},
                    () -> TransferPolicy.ALLOW,
                    target -> false,
                    IdentityCheck.NONE));

    private final class TwoLines implements UserAgentConfig.IncomingPolicy {
        @Override
        public Verdict decide(Invitation invitation, List<CallSnapshot> running) {
            decided++;
            return full(running)
                    ? new Verdict.Refuse(new EndReason(EndReason.Kind.BUSY_HERE, SipStatus.BUSY_HERE, ""))
                    : new Verdict.Ring();
        }

        @Override
        public boolean full(List<CallSnapshot> running) {
            return running.size() >= LINES;
        }
    }

    @BeforeEach
    void connect() {
        agent.connect();
        transport.listeners.getLast().onOpen();
        loop.settle();
        comes(Reply.to(sent.getLast(), "200 OK", "Contact: " + Reply.header(sent.getLast(), "Contact")));
    }

    private void comes(String message) {
        transport.listeners.getLast().onText(message);
        loop.settle();
    }

    private static String invite(int number) {
        return CallOnTheWire.request("INVITE", CallOnTheWire.SDP, "Content-Type: application/sdp")
                .replace("theirs-1", "flood-" + number)
                .replaceFirst("branch=\\S*", "branch=z9hG4bKflood" + number);
    }

    /** Final answers, by Call-ID. */
    private HashMap<String, List<String>> answers() {
        var answers = new HashMap<String, List<String>>();
        for (var message : sent) {
            if (message.matches("(?s)SIP/2\\.0 [2-6].*")) {
                answers.merge(
                        Reply.header(message, "Call-ID"),
                        List.of(message.substring(8, 11)),
                        (some, more) -> List.of(String.join(",", some), String.join(",", more)));
            }
        }
        return answers;
    }

    private void flood() {
        for (var number = 0; number < FLOOD; number++) {
            var before = sent.size();
            comes(invite(number));
            // The far side's transaction wants it, and no answer is due to it.
            var answer = sent.getLast();
            if (sent.size() > before && answer.startsWith("SIP/2.0 486")) {
                var after = sent.size();
                comes(invite(number)
                        .replace("INVITE", "ACK")
                        .replaceFirst("To: .*\r", "To: " + Reply.header(answer, "To") + "\r"));
                assertThat(sent).hasSize(after);
            }
        }
    }

    @Test
    void eachIsAnsweredOnceAndFewAreLookedAt() {
        flood();
        assertThat(agent.snapshot().get().calls().stream().filter(call -> !call.ended()))
                .hasSize(LINES);
        assertThat(decided).isEqualTo(LINES + LOGGED);
        var answers = answers();
        assertThat(answers).hasSize(FLOOD - LINES);
        assertThat(answers.values()).containsOnly(List.of("486"));
    }

    @Test
    void nothingIsLeftOfThemAfterTheTimersOfTheirTransactions() {
        var before = agent.kept();
        var timers = loop.pendingTimers();
        flood();
        assertThat(agent.kept()).isLessThan(before + 4 * (LINES + LOGGED));
        for (var call : agent.snapshot().get().calls()) {
            agent.tell(new CallCommand.HangUp(call.id()));
        }
        loop.advance(Duration.ofSeconds(65));
        assertThat(agent.kept()).isEqualTo(before).isZero();
        assertThat(loop.pendingTimers()).isLessThanOrEqualTo(timers);
    }

    @Test
    void theOneThatRingsMayComeAgain() {
        comes(invite(0));
        comes(invite(1));
        for (var number = 2; number < 100; number++) {
            comes(invite(number));
        }
        comes(invite(0));
        assertThat(answers()).doesNotContainKey("flood-0").containsKey("flood-99");
    }

    @Test
    void aLineThatIsFreeAgainRings() {
        flood();
        agent.tell(
                new CallCommand.HangUp(agent.snapshot().get().calls().getFirst().id()));
        loop.settle();
        comes(invite(FLOOD));
        assertThat(sent.getLast()).startsWith("SIP/2.0 180").contains("flood-" + FLOOD);
    }

    @Test
    void laterOnesAreInTheCallLogAgain() {
        flood();
        loop.advance(Duration.ofSeconds(11));
        comes(invite(FLOOD));
        assertThat(decided).isEqualTo(LINES + LOGGED + 1);
    }
}
