package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<Long> pings = new ArrayList<>();
    private final List<Long> silences = new ArrayList<>();
    private final long start = loop.now().getEpochSecond();

    private KeepAlive every(int seconds) {
        return new KeepAlive(loop, Duration.ofSeconds(seconds), () -> pings.add(at()), () -> silences.add(at()));
    }

    private long at() {
        return loop.now().getEpochSecond() - start;
    }

    @Test
    void pingsAtEveryIntervalWhileAnswered() {
        var keepAlive = new KeepAlive[1];
        keepAlive[0] = new KeepAlive(
                loop,
                Duration.ofSeconds(30),
                () -> {
                    pings.add(at());
                    loop.schedule(Duration.ofSeconds(9), keepAlive[0]::heard);
                },
                () -> silences.add(at()));
        keepAlive[0].start();
        loop.advance(Duration.ofSeconds(125));
        assertThat(pings).containsExactly(30L, 60L, 90L, 120L);
        assertThat(silences).isEmpty();
    }

    @Test
    void isSilentTenSecondsAfterThePingWithoutAnswerAndOnlyOnce() {
        every(30).start();
        loop.advance(Duration.ofMinutes(5));
        assertThat(pings).containsExactly(30L);
        assertThat(silences).containsExactly(40L);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void isSilentWhenTheSecondPingStaysUnanswered() {
        var keepAlive = every(30);
        keepAlive.start();
        loop.advance(Duration.ofSeconds(31));
        keepAlive.heard();
        loop.advance(Duration.ofMinutes(5));
        assertThat(pings).containsExactly(30L, 60L);
        assertThat(silences).containsExactly(70L);
    }

    @Test
    void neverForgivesAPingBecauseTheNextOneIsDue() {
        every(10).start();
        loop.advance(Duration.ofMinutes(1));
        assertThat(silences).containsExactly(20L);
        silences.clear();
        every(4).start();
        loop.advance(Duration.ofMinutes(1));
        assertThat(silences).hasSize(1);
    }

    /** An INVITE without a provisional, or any other request without an answer. */
    @Test
    void aRequestWithoutAnAnswerPingsAfterASecondAndHasNoPatience() {
        var keepAlive = every(30);
        keepAlive.start();
        loop.advance(Duration.ofSeconds(4));
        keepAlive.sent(true);
        loop.advance(Duration.ofMillis(999));
        assertThat(pings).isEmpty();
        loop.advance(Duration.ofMinutes(5));
        assertThat(pings).containsExactly(5L);
        assertThat(silences).containsExactly(8L);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void whateverIsSentAfterALongSilenceHasAPingWithIt() {
        var keepAlive = every(120);
        keepAlive.start();
        loop.advance(Duration.ofSeconds(60));
        keepAlive.sent(false);
        keepAlive.sent(false);
        assertThat(pings).containsExactly(60L);
        loop.advance(Duration.ofMinutes(5));
        assertThat(silences).containsExactly(63L);
    }

    @Test
    void whatIsAnsweredIsNotDoubted() {
        var keepAlive = every(30);
        keepAlive.start();
        for (var i = 0; i < 20; i++) {
            keepAlive.sent(true);
            loop.advance(Duration.ofMillis(900));
            keepAlive.received();
        }
        keepAlive.sent(false);
        loop.advance(Duration.ofSeconds(2));
        assertThat(pings).isEmpty();
    }

    @Test
    void aConnectionThatAnswersThePingLivesOnWhateverElseItLeavesUnanswered() {
        var keepAlive = every(120);
        keepAlive.start();
        for (var i = 0; i < 10; i++) {
            keepAlive.sent(true);
            loop.advance(Duration.ofSeconds(3));
            keepAlive.heard();
            loop.advance(Duration.ofSeconds(3));
        }
        assertThat(pings).isNotEmpty();
        assertThat(silences).isEmpty();
    }

    /** What comes may have been under way while nothing that we send arrives any more. */
    @Test
    void aMessageIsNoAnswerToAPing() {
        var keepAlive = every(30);
        keepAlive.start();
        loop.advance(Duration.ofSeconds(10));
        keepAlive.sent(true);
        keepAlive.received();
        loop.advance(Duration.ofMinutes(1));
        assertThat(silences).containsExactly(13L);
    }

    @Test
    void aDoubtShortensThePatienceOfAPingThatIsUnderWay() {
        var keepAlive = every(30);
        keepAlive.start();
        loop.advance(Duration.ofSeconds(31));
        keepAlive.ask(Duration.ofSeconds(1));
        loop.advance(Duration.ofMinutes(1));
        assertThat(silences).containsExactly(32L);
    }

    @Test
    void leavesNoTimerWhenStopped() {
        var keepAlive = every(30);
        keepAlive.start();
        loop.advance(Duration.ofSeconds(35));
        keepAlive.stop();
        loop.advance(Duration.ofMinutes(5));
        assertThat(silences).isEmpty();
        assertThat(loop.pendingTimers()).isZero();
    }

    /** RFC 5626 section 4.4.1: 80 to 100 % of what the server names, and never later than our own. */
    @Test
    void pingsWithinTheServersTime() {
        var keepAlive = every(30);
        keepAlive.start();
        loop.advance(Duration.ofSeconds(10));
        keepAlive.within(Duration.ofSeconds(20));
        loop.advance(Duration.ofSeconds(21));
        keepAlive.heard();
        loop.advance(Duration.ofSeconds(21));
        keepAlive.heard();
        assertThat(pings).hasSize(2);
        assertThat(pings.getFirst()).isBetween(26L, 30L);
        assertThat(pings.getLast() - pings.getFirst()).isBetween(15L, 21L);
        keepAlive.within(Duration.ofSeconds(300));
        loop.advance(Duration.ofSeconds(31));
        assertThat(pings).hasSize(3);
    }

    @Test
    void isNotMadeToFlood() {
        var keepAlive = every(30);
        keepAlive.start();
        keepAlive.within(Duration.ofMillis(1));
        loop.advance(Duration.ofSeconds(6));
        assertThat(pings).hasSizeBetween(1, 2);
    }
}
