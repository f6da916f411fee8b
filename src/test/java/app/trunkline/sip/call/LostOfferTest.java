package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallState;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.*;
import app.trunkline.sip.call.OfferAnswerState.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Offers of the far side that come while nothing comes back to ours, by the pure machine. */
class LostOfferTest {
    private static final CallId ID = new CallId("1");
    private static final SessionDescription OFFER = CallMachineTest.OFFER;
    private static final SessionDescription ANSWER = CallMachineTest.ANSWER;
    private static final CreateOffer RESTART = new CreateOffer(new OfferOptions(MediaDirection.SENDRECV, true));
    private static final CreateOffer HOLD = new CreateOffer(new OfferOptions(MediaDirection.SENDONLY, false));

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private CallPhase phase = CallMachine.outgoing().next();
    private List<CallEffect> effects = List.of();

    private void tell(CallEvent... events) {
        for (var event : events) {
            var step = CallMachine.next(phase, event, now);
            phase = step.next();
            effects = step.effects();
        }
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    private void talking() {
        phase = CallMachine.outgoing().next();
        tell(
                new OfferReady(OFFER),
                new Progressed(180, "a", Optional.empty()),
                new Accepted("a", Optional.of(ANSWER)),
                new AnswerApplied(),
                new MediaConnected());
    }

    private void holdSent() {
        talking();
        tell(new Asked(new CallCommand.Hold(ID)), new OfferReady(OFFER));
        assertThat(effects).containsExactly(new SendReinvite(OFFER));
    }

    private void restartSent() {
        talking();
        tell(new MediaBroke("ice"), new OfferReady(OFFER));
        assertThat(effects).containsExactly(new SendReinvite(OFFER));
    }

    private CallState.Established established() {
        return (CallState.Established) phase.state();
    }

    private Optional<Duration> wait(CallTimer which) {
        return effects.stream()
                .filter(effect -> effect instanceof StartTimer(var timer, var _) && timer == which)
                .map(effect -> ((StartTimer) effect).length())
                .findFirst();
    }

    @Test
    void withinARoundTripBothMayBeOnTheirWay() {
        holdSent();
        passes(LostOffer.ROUND_TRIP.minusMillis(1));
        tell(new ReinviteReceived(Optional.of(OFFER)));
        assertThat(effects).containsExactly(new RefuseReinvite(Method.INVITE, 491));
    }

    @Test
    void afterItTheirsIsTakenAndOursFollows() {
        holdSent();
        passes(LostOffer.ROUND_TRIP);
        tell(new ReinviteReceived(Optional.of(OFFER)));
        assertThat(effects)
                .containsSubsequence(
                        new GiveUpReinvite(), new RollbackMedia(), new CreateAnswer(OFFER, MediaDirection.SENDRECV));
        tell(new AnswerReady(ANSWER));
        assertThat(effects).contains(new AcceptReinvite(Method.INVITE, ANSWER));
        tell(new Acknowledged(Optional.empty()));
        assertThat(effects).contains(HOLD);
    }

    @Test
    void soIsOneThatComesInAnUpdateOrWithoutAnOffer() {
        holdSent();
        passes(Duration.ofSeconds(20));
        tell(new UpdateReceived(OFFER), new AnswerReady(ANSWER));
        assertThat(effects).contains(new AcceptReinvite(Method.UPDATE, ANSWER), HOLD);
        holdSent();
        passes(Duration.ofSeconds(20));
        tell(new ReinviteReceived(Optional.empty()), new OfferReady(OFFER));
        assertThat(effects).contains(new AcceptReinvite(Method.INVITE, OFFER));
    }

    @Test
    void whereTheirsIsNotAcceptableOursBeginsAnew() {
        holdSent();
        passes(Duration.ofSeconds(20));
        tell(new ReinviteReceived(Optional.of(SessionDescription.offer("v=0\r\nm=audio 0 RTP/AVP 0\r\n"))));
        assertThat(effects)
                .containsSubsequence(
                        new GiveUpReinvite(), new RollbackMedia(), new RefuseReinvite(Method.INVITE, 488), HOLD);
    }

    @Test
    void anotherPathIsWantedNoMoreOnceTheOldOneIsUp() {
        restartSent();
        passes(Duration.ofSeconds(20));
        tell(new MediaConnected(), new ReinviteReceived(Optional.of(OFFER)), new AnswerReady(ANSWER));
        tell(new Acknowledged(Optional.empty()));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(CreateOffer.class);
        restartSent();
        tell(new ReinviteRefused(408, "", Duration.ZERO), new MediaConnected(), new TimerFired(CallTimer.GLARE));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(CreateOffer.class);
    }

    @Test
    void anotherPathIsWantedAsLongAsThereIsNoneAndAfterAnotherConnection() {
        restartSent();
        passes(Duration.ofSeconds(20));
        tell(new ReinviteReceived(Optional.of(OFFER)), new AnswerReady(ANSWER), new Acknowledged(Optional.empty()));
        assertThat(effects).contains(RESTART);
        talking();
        tell(new TransportLost(), new MediaBroke("ice"), new TransportBack(), new MediaConnected());
        tell(new OfferReady(OFFER), new ReinviteRefused(491, "", Duration.ofSeconds(1)));
        tell(new TimerFired(CallTimer.GLARE));
        assertThat(effects).containsExactly(RESTART);
    }

    /** A far side that hears of our return while its own request waits for an answer for half a minute. */
    @Test
    void a491IsTriedAgainSoonForAsLongAsThePathIsMended() {
        restartSent();
        for (var refused = 0; refused < 40; refused++) {
            tell(new ReinviteRefused(491, "", Duration.ofMillis(2100)));
            assertThat(wait(CallTimer.GLARE)).contains(Duration.ofMillis(2100));
            tell(new TimerFired(CallTimer.GLARE), new OfferReady(OFFER));
            assertThat(effects).containsExactly(new SendReinvite(OFFER));
        }
    }

    @Test
    void withSoundTheNewConnectionIsToldOfForTwoMinutes() {
        talking();
        tell(new TransportLost(), new TransportBack(), new OfferReady(OFFER));
        var waited = Duration.ZERO;
        for (var refused = 0; refused < 40; refused++) {
            tell(new ReinviteRefused(491, "", Duration.ofMillis(1000)));
            waited = waited.plus(wait(CallTimer.GLARE).orElse(Duration.ZERO));
            tell(new TimerFired(CallTimer.GLARE), new OfferReady(OFFER));
        }
        assertThat(waited).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(3));
        assertThat(established().path()).isEqualTo(MediaPath.CONNECTED);
    }

    @Test
    void oneThatIsAcceptedAfterAllIsSetRightByAnother() {
        talking();
        tell(new AcceptedLate(Duration.ofMillis(2500)));
        assertThat(effects).containsExactly(new StartTimer(CallTimer.GLARE, Duration.ofMillis(2500)));
        tell(new TimerFired(CallTimer.GLARE));
        assertThat(effects).containsExactly(RESTART);
        talking();
        tell(new ReinviteReceived(Optional.of(OFFER)), new AnswerReady(ANSWER), new AcceptedLate(Duration.ZERO));
        assertThat(effects).isEmpty();
        tell(new Acknowledged(Optional.empty()));
        assertThat(effects).contains(RESTART);
    }
}
