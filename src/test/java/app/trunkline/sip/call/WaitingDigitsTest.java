package app.trunkline.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.call.CallEffect.*;
import app.trunkline.sip.call.CallEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When digits go out of an established call, by the pure machine. */
class WaitingDigitsTest {
    private static final CallId ID = new CallId("1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SessionDescription OFFER = CallMachineTest.OFFER;
    private static final SessionDescription ANSWER = CallMachineTest.ANSWER;

    private CallPhase phase = CallMachine.outgoing().next();
    private List<CallEffect> effects = List.of();

    private void tell(CallEvent... events) {
        for (var event : events) {
            var step = CallMachine.next(phase, event, NOW);
            phase = step.next();
            effects = step.effects();
        }
    }

    private void press(String digits) {
        tell(new Asked(new CallCommand.SendDigits(ID, digits)));
    }

    private void noneGoOut() {
        assertThat(effects).doesNotHaveAnyElementsOfTypes(SendDigits.class);
    }

    @BeforeEach
    void answered() {
        phase = CallMachine.outgoing().next();
        tell(new OfferReady(OFFER), new Accepted("a", Optional.of(ANSWER)), new AnswerApplied());
    }

    private void talking() {
        answered();
        tell(new MediaConnected());
    }

    @Test
    void atOnceWhereSoundFlows() {
        talking();
        press("5");
        assertThat(effects).contains(new SendDigits("5"));
        tell(new TransportLost());
        press("6");
        assertThat(effects).contains(new SendDigits("6"));
    }

    @Test
    void withThePathAndInTheirOrder() {
        press("12");
        noneGoOut();
        press("3");
        noneGoOut();
        tell(new MediaConnected());
        assertThat(effects).endsWith(new SendDigits("123"), new StopTimer(CallTimer.DIGITS));
        tell(new MediaInterrupted(false));
        press("4");
        tell(new TimerFired(CallTimer.PATH), new TimerFired(CallTimer.DIGITS));
        noneGoOut();
        tell(new OfferReady(OFFER), new ReinviteAccepted(Optional.of(ANSWER)), new AnswerApplied());
        noneGoOut();
        tell(new MediaConnected());
        assertThat(effects).contains(new SendDigits("4"));
        tell(new MediaConnected());
        noneGoOut();
    }

    @Test
    void afterTheExchangeThatIsOpen() {
        talking();
        tell(new Asked(new CallCommand.Hold(ID)), new OfferReady(OFFER));
        press("5");
        noneGoOut();
        tell(new ReinviteAccepted(Optional.of(ANSWER)));
        noneGoOut();
        tell(new AnswerApplied());
        assertThat(effects).contains(new SendDigits("5"));
        talking();
        tell(new ReinviteReceived(Optional.of(OFFER)));
        press("6");
        tell(new AnswerReady(ANSWER));
        noneGoOut();
        tell(new Acknowledged(Optional.empty()));
        assertThat(effects).contains(new SendDigits("6"));
    }

    @Test
    void withoutItWhereItTakesLong() {
        talking();
        tell(new Asked(new CallCommand.Hold(ID)), new OfferReady(OFFER));
        press("5");
        assertThat(effects).contains(new StartTimer(CallTimer.DIGITS));
        tell(new TimerFired(CallTimer.DIGITS));
        assertThat(effects).contains(new SendDigits("5"));
        talking();
        tell(new Asked(new CallCommand.Hold(ID)), new OfferReady(OFFER), new MediaInterrupted(false));
        press("6");
        tell(new TimerFired(CallTimer.DIGITS));
        assertThat(effects).containsExactly(new StartTimer(CallTimer.DIGITS));
        tell(new MediaConnected());
        noneGoOut();
        tell(new TimerFired(CallTimer.DIGITS));
        assertThat(effects).contains(new SendDigits("6"));
        assertThat(CallTimer.DIGITS.length()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }
}
