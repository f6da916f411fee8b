package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaException;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallCommand.Answer;
import app.trunkline.sip.CallCommand.AnswerTransfer;
import app.trunkline.sip.CallCommand.HangUp;
import app.trunkline.sip.CallCommand.Mute;
import app.trunkline.sip.CallCommand.Redirect;
import app.trunkline.sip.CallCommand.Reject;
import app.trunkline.sip.CallCommand.RestartPath;
import app.trunkline.sip.CallCommand.Resume;
import app.trunkline.sip.CallCommand.SendDigits;
import app.trunkline.sip.CallCommand.Transfer;
import app.trunkline.sip.CallId;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.call.CallEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever comes in whatever order: no exception, and what was opened is closed, each time exactly once. */
class CallMachinePropertyTest {
    private static final CallId ID = new CallId("1");
    private static final SipAddress OTHER = new SipAddress("", "1001", "example.com");
    private static final Logger LOG = LoggerFactory.getLogger(CallMachinePropertyTest.class);
    private static final long SEED = 20261124;
    private static final int CALLS = 20_000;
    private static final int EVENTS = 40;

    private final Random random = new Random(SEED);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final List<SessionDescription> bodies = List.of(
            CallMachineTest.OFFER,
            CallMachineTest.ANSWER,
            CallMachineTest.OTHER,
            SessionDescription.offer(CallMachineTest.sdp("inactive")),
            SessionDescription.offer("garbage"));

    private SessionDescription body() {
        return bodies.get(random.nextInt(bodies.size()));
    }

    private Optional<SessionDescription> maybe() {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(body());
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private final List<Supplier<CallEvent>> events = List.of(
            () -> new Asked(new Answer(ID)),
            () -> new Asked(new Reject(ID, 486)),
            () -> new Asked(new Redirect(ID, OTHER)),
            () -> new Asked(new HangUp(ID)),
            () -> new Asked(random.nextBoolean() ? new CallCommand.Hold(ID) : new Resume(ID)),
            () -> new Asked(new Mute(ID, random.nextBoolean())),
            () -> new Asked(new SendDigits(ID, "1")),
            () -> new Asked(Transfer.blind(ID, OTHER)),
            () -> new Asked(new AnswerTransfer(ID, random.nextBoolean())),
            () -> new Asked(new RestartPath(ID)),
            () -> new Progressed(100 + random.nextInt(100), random.nextBoolean() ? "a" : "b", maybe()),
            () -> new Accepted(random.nextBoolean() ? "a" : "b", maybe()),
            () -> new Refused(300 + random.nextInt(400), "", List.of()),
            () -> new Acknowledged(maybe()),
            () -> new RemoteCancelled(List.of()),
            () -> new RemoteHungUp(List.of()),
            ByeAnswered::new,
            () -> new ReinviteReceived(maybe()),
            () -> new UpdateReceived(body()),
            () -> new ReinviteAccepted(maybe()),
            () -> new ReinviteRefused(
                    random.nextBoolean() ? 491 : 400 + random.nextInt(200), "", Duration.ofMillis(10)),
            () -> new NotSetUpAnew(random.nextBoolean() ? 481 : 500),
            () -> new DigitReceived('5'),
            () -> new OfferReady(body()),
            () -> new AnswerReady(body()),
            AnswerApplied::new,
            () -> new MediaRefused(any(MediaException.Kind.values()), ""),
            MediaConnected::new,
            () -> new MediaInterrupted(false),
            () -> new MediaInterrupted(true),
            () -> new MediaBroke(""),
            AudioHeard::new,
            TransportLost::new,
            TransportBack::new,
            () -> new TimerFired(any(CallTimer.values())),
            () -> new Broken(""));

    /** Counts of the effects of one call. */
    private static final class Tally {
        private int opened;
        private int closed;
        private int ended;

        void take(Step step) {
            for (var effect : step.effects()) {
                if (effect instanceof CallEffect.OpenMedia) {
                    assertThat(closed).as("media opened twice").isEqualTo(opened);
                } else if (effect instanceof CallEffect.Media && closed > 0) {
                    assertThat(closed).as("media used after it was closed").isLessThan(opened);
                }
                opened += effect instanceof CallEffect.OpenMedia ? 1 : 0;
                closed += effect instanceof CallEffect.CloseMedia ? 1 : 0;
                ended += effect.equals(new CallEffect.Note(Milestone.Kind.ENDED)) ? 1 : 0;
            }
        }
    }

    /** The rarer an end is drawn, the deeper a call gets. */
    private CallEvent draw() {
        while (true) {
            var event = events.get(random.nextInt(events.size())).get();
            var rare = event instanceof Broken
                    || event instanceof Asked(HangUp _)
                    || event instanceof RemoteHungUp
                    || event instanceof MediaBroke
                    || event instanceof MediaRefused
                    || event instanceof TransportLost
                    || event instanceof Refused;
            if (!rare || random.nextInt(8) == 0) {
                return event;
            }
        }
    }

    @Test
    void everyCallEndsAndClosesItsMediaExactlyOnce() {
        LOG.info("seed {}", SEED);
        var talked = 0;
        for (var call = 0; call < CALLS; call++) {
            talked += run(call) ? 1 : 0;
        }
        assertThat(talked).as("calls that got as far as talking").isGreaterThan(CALLS / 20);
    }

    private boolean run(int call) {
        var tally = new Tally();
        var told = new ArrayList<CallEvent>();
        var talked = false;
        var step = random.nextBoolean()
                ? CallMachine.outgoing()
                : CallMachine.incoming(maybe(), Duration.ofSeconds(60), now);
        tally.take(step);
        for (var i = 0; i < EVENTS; i++) {
            now = now.plusMillis(random.nextInt(1000));
            var event = draw();
            told.add(event);
            step = CallMachine.next(step.next(), event, now);
            assertThat(step.next().state()).isNotNull();
            talked |= step.next() instanceof CallPhase.Talking;
            tally.take(step);
        }
        // Enough to end it from anywhere: what is awaited never comes, and the timers run out.
        for (var event : List.of(
                new Asked(new HangUp(ID)),
                new TimerFired(CallTimer.CANCEL),
                new TimerFired(CallTimer.ACK),
                new TimerFired(CallTimer.BYE))) {
            step = CallMachine.next(step.next(), event, now);
            tally.take(step);
        }
        assertThat(step.next()).as("call %s: %s", call, told).isInstanceOf(CallPhase.Over.class);
        assertThat(tally.ended).as("call %s: %s", call, told).isEqualTo(1);
        assertThat(tally.closed).as("call %s: %s", call, told).isEqualTo(tally.opened);
        return talked;
    }
}
