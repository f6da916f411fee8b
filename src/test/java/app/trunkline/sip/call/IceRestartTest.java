package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaException;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an established call whose sound lost its path, by the pure machine. */
class IceRestartTest {
    private static final CallId ID = new CallId("1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SessionDescription OFFER = CallMachineTest.OFFER;
    private static final SessionDescription ANSWER = CallMachineTest.ANSWER;
    private static final CreateOffer RESTART = new CreateOffer(new OfferOptions(MediaDirection.SENDRECV, true));
    private static final CreateOffer HELD_RESTART = new CreateOffer(new OfferOptions(MediaDirection.SENDONLY, true));
    private static final StartTimer HEAL = new StartTimer(CallTimer.HEAL);

    private CallPhase phase = new CallPhase.Preparing();
    private List<CallEffect> effects = List.of();
    private Optional<String> ignored = Optional.empty();

    private void tell(CallEvent... events) {
        for (var event : events) {
            var step = CallMachine.next(phase, event, START);
            phase = step.next();
            effects = step.effects();
            ignored = step.ignored();
        }
    }

    private void answered() {
        phase = CallMachine.outgoing().next();
        tell(
                new OfferReady(OFFER),
                new Progressed(180, "a", Optional.empty()),
                new Accepted("a", Optional.of(ANSWER)),
                new AnswerApplied());
    }

    private void talking() {
        answered();
        tell(new MediaConnected());
        assertThat(path()).isEqualTo(MediaPath.CONNECTED);
    }

    private void failed() {
        talking();
        tell(new MediaBroke("ice"));
    }

    private void restartSent() {
        failed();
        tell(new OfferReady(OFFER));
        assertThat(effects).containsExactly(new SendReinvite(OFFER));
    }

    private CallState.Established established() {
        return (CallState.Established) phase.state();
    }

    private MediaPath path() {
        return established().path();
    }

    private void endsFor(EndReason.Kind kind) {
        assertThat(phase.state()).isInstanceOfAny(CallState.Ending.class, CallState.Ended.class);
        var reason = phase.state() instanceof CallState.Ended(var why, var _)
                ? why
                : ((CallState.Ending) phase.state()).reason();
        assertThat(reason.kind()).isEqualTo(kind);
    }

    @Test
    void aPathThatFailsIsNegotiatedAnewAndThePersonIsTold() {
        failed();
        assertThat(effects)
                .containsExactly(
                        new StopTimer(CallTimer.PATH), HEAL, new Note(Milestone.Kind.MEDIA_RESTARTING), RESTART);
        assertThat(path()).isEqualTo(MediaPath.RESTARTING);
        tell(new OfferReady(OFFER), new ReinviteAccepted(Optional.of(ANSWER)), new AnswerApplied());
        assertThat(path()).isEqualTo(MediaPath.RESTARTING);
        tell(new MediaConnected());
        assertThat(effects).contains(new StopTimer(CallTimer.HEAL), new Note(Milestone.Kind.MEDIA_CONNECTED));
        assertThat(path()).isEqualTo(MediaPath.CONNECTED);
        tell(new TimerFired(CallTimer.HEAL), new TimerFired(CallTimer.PATH));
        assertThat(ignored).isPresent();
    }

    /** The relay has forgotten us, which it does not remember by itself. */
    @Test
    void aPathThatIsLostForGoodIsNegotiatedAnewAtOnce() {
        for (var interrupted : List.of(true, false)) {
            talking();
            if (interrupted) {
                tell(new MediaInterrupted(false));
            }
            tell(new MediaInterrupted(true));
            assertThat(effects).contains(HEAL, new Note(Milestone.Kind.MEDIA_RESTARTING), RESTART);
            assertThat(path()).isEqualTo(MediaPath.RESTARTING);
            tell(new MediaInterrupted(true), new MediaInterrupted(false));
            assertThat(ignored).isPresent();
        }
    }

    /** A TURN server that is away gives no address to offer. */
    @Test
    void anOfferThatCannotBeMadeIsMadeAgainUntilTimeIsUp() {
        failed();
        for (var i = 0; i < 40; i++) {
            tell(new MediaRefused(MediaException.Kind.ENGINE, "no relay"));
            assertThat(effects)
                    .containsExactly(new RollbackMedia(), new StartTimer(CallTimer.GLARE, Duration.ofMillis(500)));
            tell(new TimerFired(CallTimer.GLARE));
            assertThat(effects).contains(RESTART);
        }
        tell(new OfferReady(OFFER));
        assertThat(effects).containsExactly(new SendReinvite(OFFER));
    }

    /** What the person asked for meanwhile goes into the next. */
    @Test
    void aHoldWhileNoOfferCanBeMadeIsNotLost() {
        failed();
        tell(new MediaRefused(MediaException.Kind.ENGINE, "no relay"), new Asked(new CallCommand.Hold(ID)));
        tell(new TimerFired(CallTimer.GLARE));
        assertThat(effects).contains(HELD_RESTART);
        tell(new Asked(new CallCommand.Resume(ID)), new MediaRefused(MediaException.Kind.ENGINE, "no relay"));
        tell(new TimerFired(CallTimer.GLARE));
        assertThat(effects).contains(RESTART);
    }

    /** The same after a re-INVITE that the far side puts off. */
    @Test
    void aHoldAskedForMeanwhileDoesNotTakeTheRestartsPlace() {
        restartSent();
        tell(new Asked(new CallCommand.Hold(ID)), new ReinviteRefused(491, "", Duration.ofSeconds(1)));
        tell(new TimerFired(CallTimer.GLARE));
        assertThat(effects).contains(HELD_RESTART);
    }

    @Test
    void theTimeForItIsBounded() {
        restartSent();
        tell(new TimerFired(CallTimer.HEAL));
        endsFor(EndReason.Kind.SOUND_LOST);
        assertThat(CallTimer.HEAL.length()).isBetween(Duration.ofSeconds(40), Duration.ofMinutes(3));
    }

    @Test
    void aCallThatNeverHadAPathEndsAtOnce() {
        answered();
        tell(new MediaBroke("ice"));
        endsFor(EndReason.Kind.MEDIA_FAILED);
        assertThat(effects).hasAtLeastOneElementOfType(SendBye.class);
    }

    @Test
    void aCallThatHadItsPathBeforeTheAnswerMendsItLikeAnyOther() {
        phase = CallMachine.outgoing().next();
        tell(
                new OfferReady(OFFER),
                new Progressed(183, "a", Optional.of(ANSWER)),
                new MediaConnected(),
                new Progressed(180, "a", Optional.empty()),
                new Accepted("a", Optional.of(ANSWER)),
                new MediaBroke("ice"));
        assertThat(effects).contains(RESTART);
    }

    @Test
    void whoWasCalledRestartsToo() {
        phase = CallMachine.incoming(Optional.of(OFFER), Duration.ofMinutes(1), START)
                .next();
        tell(
                new Asked(new CallCommand.Answer(ID)),
                new AnswerReady(ANSWER),
                new MediaConnected(),
                new Acknowledged(Optional.empty()));
        tell(new MediaBroke("ice"));
        assertThat(effects).contains(RESTART);
        phase = CallMachine.incoming(Optional.empty(), Duration.ofMinutes(1), START)
                .next();
        tell(
                new Asked(new CallCommand.Answer(ID)),
                new OfferReady(OFFER),
                new Acknowledged(Optional.of(ANSWER)),
                new AnswerApplied());
        tell(new MediaConnected(), new MediaBroke("ice"));
        assertThat(effects).contains(RESTART);
    }

    @Test
    void aHeldCallStaysHeld() {
        talking();
        tell(new Asked(new CallCommand.Hold(ID)), new OfferReady(OFFER), new ReinviteAccepted(Optional.of(ANSWER)));
        tell(new AnswerApplied(), new MediaBroke("ice"));
        assertThat(effects).contains(HELD_RESTART);
        tell(new OfferReady(OFFER), new ReinviteAccepted(Optional.of(ANSWER)), new AnswerApplied());
        assertThat(established().hold().local()).isTrue();
    }

    @Test
    void whileAnotherExchangeIsOpenTheRestartWaitsForIt() {
        talking();
        tell(new Asked(new CallCommand.Hold(ID)), new OfferReady(OFFER), new MediaBroke("ice"));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(CreateOffer.class, SendBye.class);
        tell(new ReinviteAccepted(Optional.of(ANSWER)), new AnswerApplied());
        assertThat(effects).contains(HELD_RESTART);
        talking();
        tell(new ReinviteReceived(Optional.of(OFFER)), new MediaBroke("ice"), new AnswerReady(ANSWER));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(CreateOffer.class);
        tell(new Acknowledged(Optional.empty()));
        assertThat(effects).contains(RESTART);
    }

    @Test
    void holdWorksWhileThePathIsSought() {
        restartSent();
        tell(new Asked(new CallCommand.Hold(ID)), new ReinviteAccepted(Optional.of(ANSWER)), new AnswerApplied());
        assertThat(effects).containsExactly(new CreateOffer(new OfferOptions(MediaDirection.SENDONLY, false)));
    }

    @Test
    void failingTwiceIsOneTimeOfHealing() {
        restartSent();
        tell(new MediaBroke("ice"));
        assertThat(ignored).isPresent();
        tell(new ReinviteAccepted(Optional.of(ANSWER)), new AnswerApplied(), new MediaBroke("ice"));
        assertThat(effects).containsExactly(RESTART);
    }

    @Test
    void aRestartThatLeadsToNothingIsDoneAgain() {
        restartSent();
        tell(new ReinviteAccepted(Optional.of(ANSWER)), new AnswerApplied());
        assertThat(effects)
                .anyMatch(effect -> effect instanceof StartTimer(var timer, var _) && timer == CallTimer.PATH);
        tell(new TimerFired(CallTimer.PATH));
        assertThat(effects).containsExactly(RESTART);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 430, 477, 480, 491, 500, 503, 504})
    void whatTheFarSideCannotTakeNowIsTriedAgain(int code) {
        restartSent();
        tell(new ReinviteRefused(code, "", Duration.ofSeconds(1)));
        assertThat(effects).contains(new RollbackMedia());
        assertThat(effects)
                .anyMatch(effect -> effect instanceof StartTimer(var timer, var _) && timer == CallTimer.GLARE);
        tell(new TimerFired(CallTimer.GLARE));
        assertThat(effects).containsExactly(RESTART);
        tell(new OfferReady(OFFER), new ReinviteRefused(code, "", Duration.ofSeconds(1)));
        tell(new TimerFired(CallTimer.HEAL));
        endsFor(EndReason.Kind.SOUND_LOST);
    }

    @Test
    void aRefusalForGoodWaitsForTheOtherSideToMendIt() {
        restartSent();
        tell(new ReinviteRefused(488, "", Duration.ZERO));
        assertThat(effects).contains(new RollbackMedia()).doesNotHaveAnyElementsOfTypes(SendBye.class);
        tell(new ReinviteReceived(Optional.of(OFFER)), new AnswerReady(ANSWER), new Acknowledged(Optional.empty()));
        tell(new MediaConnected());
        assertThat(path()).isEqualTo(MediaPath.CONNECTED);
    }

    @Test
    void whereTheFarSideKnowsNoSuchCallItIsSetUpAnewOrEnds() {
        restartSent();
        tell(new ReinviteRefused(481, "", Duration.ZERO));
        assertThat(effects).containsExactly(new RollbackMedia(), new SetUpAnew(481));
        tell(new NotSetUpAnew(481));
        endsFor(EndReason.Kind.FORGOTTEN_THERE);
    }

    @Test
    void aSecondRefusalMayMeanThatTheWayIsLost() {
        restartSent();
        tell(new ReinviteRefused(477, "", Duration.ZERO));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(SetUpAnew.class);
        tell(new TimerFired(CallTimer.GLARE), new OfferReady(OFFER), new ReinviteRefused(477, "", Duration.ZERO));
        assertThat(effects).contains(new SetUpAnew(477));
        tell(new NotSetUpAnew(477));
        assertThat(ignored).isPresent();
        assertThat(path()).isEqualTo(MediaPath.RESTARTING);
    }

    @Test
    void aTimeoutWhileSoundFlowsEndsNothingWhereOnlyThePathWasToBeNew() {
        talking();
        tell(new TransportLost(), new TransportBack(), new OfferReady(OFFER));
        tell(new ReinviteRefused(408, "", Duration.ZERO), new TimerFired(CallTimer.GLARE));
        assertThat(effects).containsExactly(RESTART);
        talking();
        talking();
        tell(new Asked(new CallCommand.Hold(ID)), new OfferReady(OFFER), new ReinviteRefused(408, "", Duration.ZERO));
        assertThat(effects).contains(new Note(Milestone.Kind.HOLD_REFUSED, "408"), new RollbackMedia());
        assertThat(established().hold().local()).isFalse();
        answered();
        tell(new Asked(new CallCommand.Hold(ID)), new OfferReady(OFFER), new ReinviteRefused(408, "", Duration.ZERO));
        endsFor(EndReason.Kind.TIMEOUT);
    }

    /** With sound, for two minutes; then the call goes on as it is. */
    @ParameterizedTest
    @ValueSource(ints = {408, 477, 500, 503})
    void theWaitsGrowAndAnEndOfThemEndsNothing(int code) {
        talking();
        tell(new TransportLost(), new TransportBack(), new OfferReady(OFFER));
        var waits = new ArrayList<Duration>();
        for (var refused = 0; refused < 6; refused++) {
            tell(new ReinviteRefused(code, "", Duration.ZERO));
            effects.stream()
                    .filter(effect -> effect instanceof StartTimer(var timer, var _) && timer == CallTimer.GLARE)
                    .forEach(effect -> waits.add(((StartTimer) effect).length()));
            tell(new TimerFired(CallTimer.GLARE), new OfferReady(OFFER));
        }
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(2L, 4L, 8L, 16L, 32L, 64L);
        tell(new ReinviteRefused(code, "", Duration.ZERO));
        assertThat(effects).containsExactly(new RollbackMedia());
        assertThat(path()).isEqualTo(MediaPath.CONNECTED);
    }

    @Test
    void withoutSoundTheWaitsAreShort() {
        restartSent();
        for (var refused = 0; refused < 5; refused++) {
            tell(new ReinviteRefused(500, "", Duration.ZERO));
            assertThat(effects)
                    .filteredOn(StartTimer.class::isInstance)
                    .allMatch(effect -> ((StartTimer) effect).length().compareTo(Duration.ofSeconds(8)) <= 0)
                    .isNotEmpty();
            tell(new TimerFired(CallTimer.GLARE), new OfferReady(OFFER));
        }
    }

    @Test
    void withoutAConnectionTheRestartWaitsForIt() {
        failed();
        tell(new TransportLost(), new MediaBroke("ice"), new TimerFired(CallTimer.PATH));
        assertThat(effects).isEmpty();
        tell(new TransportBack());
        assertThat(effects).containsExactly(HEAL, RESTART);
        talking();
        tell(new TransportLost(), new MediaBroke("ice"));
        assertThat(effects).doesNotHaveAnyElementsOfTypes(CreateOffer.class).contains(HEAL);
        assertThat(path()).isEqualTo(MediaPath.RESTARTING);
        tell(new TransportBack());
        assertThat(effects).containsExactly(HEAL, RESTART);
    }

    @Test
    void anInterruptionThatLastsIsAFailure() {
        talking();
        tell(new MediaInterrupted(false));
        assertThat(effects).contains(new StartTimer(CallTimer.PATH));
        assertThat(path()).isEqualTo(MediaPath.INTERRUPTED);
        tell(new TimerFired(CallTimer.PATH));
        assertThat(effects).contains(HEAL, RESTART);
        assertThat(path()).isEqualTo(MediaPath.RESTARTING);
        talking();
        tell(new MediaInterrupted(false), new MediaConnected(), new TimerFired(CallTimer.PATH));
        assertThat(ignored).isPresent();
    }
}
