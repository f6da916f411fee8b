package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.Forwarding;
import app.trunkline.settings.CallSettings.Screening;
import app.trunkline.settings.Transfers;
import app.trunkline.sip.Availability;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Direction;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.Invitation;
import app.trunkline.sip.MediaPath;
import app.trunkline.sip.Negotiation;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceptionTest {
    private static final SipAddress CALLER = new SipAddress("", "+14155550199", "lab.test");

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final List<String> done = new ArrayList<>();
    private final Reception reception = new Reception(loop, new PhoneNumbers(), new Reception.Desk() {
        @Override
        public Optional<SipAddress> address(String accountId, String typed) {
            return Optional.of(new SipAddress("", typed, "lab.test"));
        }

        @Override
        public boolean favourite(SipAddress caller, String country) {
            return false;
        }

        @Override
        public void silence(CallId call) {
            done.add("silence " + call.value());
        }

        @Override
        public void beep() {
            done.add("beep");
        }

        @Override
        public void tell(CallCommand command) {
            done.add(CommandWords.of(command));
        }
    });

    private CallSnapshot call(String id, CallState state) {
        return new CallSnapshot(
                new CallId(id),
                "a",
                Direction.INCOMING,
                CALLER,
                "",
                state,
                false,
                loop.now(),
                List.of(),
                Optional.empty());
    }

    private CallState ringing() {
        return new CallState.Incoming(loop.now());
    }

    private CallState talking() {
        return new CallState.Established(loop.now(), Hold.NONE, new Negotiation.Stable(), MediaPath.CONNECTED);
    }

    private Verdict comes(String id, CallSettings settings, CallSnapshot... others) {
        reception.use(settings);
        reception.update(List.of(others));
        var verdict =
                reception.decide(new Invitation(new CallId(id), "a", CALLER, Optional.empty()), "US", List.of(others));
        var all = new ArrayList<>(List.of(others));
        all.add(call(id, ringing()));
        reception.update(all);
        return verdict;
    }

    private static CallSettings answering(int after) {
        return CallSettings.DEFAULT.withAutoAnswer(new AutoAnswer(AutoAnswer.Mode.ALWAYS, after, List.of()));
    }

    @Test
    void beepsBeforeTheMicrophoneOpens() {
        comes("1", answering(2));
        loop.advance(Duration.ofMillis(1900));
        assertThat(done).isEmpty();
        loop.advance(Duration.ofMillis(200));
        assertThat(done).containsExactly("beep");
        loop.advance(Duration.ofSeconds(1));
        assertThat(done).containsExactly("beep", "answer 1");
    }

    @Test
    void neverAnswersByItselfDuringAnotherCall() {
        comes("2", answering(0), call("1", talking()));
        loop.advance(Duration.ofMinutes(1));
        assertThat(done).isEmpty();
    }

    @Test
    void aCallBegunDuringTheBeepIsNotPutOnHold() {
        comes("1", answering(0));
        loop.settle();
        assertThat(done).containsExactly("beep");
        reception.update(List.of(call("1", ringing()), call("2", new CallState.Preparing())));
        loop.advance(Duration.ofSeconds(1));
        assertThat(done).containsExactly("beep");
    }

    @Test
    void aCallerWhoGaveUpIsNotAnswered() {
        comes("1", answering(1));
        reception.update(
                List.of(call("1", new CallState.Ended(EndReason.of(EndReason.Kind.CANCELLED_THERE), Duration.ZERO))));
        loop.advance(Duration.ofMinutes(1));
        assertThat(done).isEmpty();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void sendsOnWhatNobodyAnswers() {
        var settings = CallSettings.DEFAULT.withForwarding(
                Forwarding.DEFAULT.withNoAnswer("1001").withNoAnswerSeconds(5));
        assertThat(comes("1", settings)).isEqualTo(new Verdict.Ring());
        loop.advance(Duration.ofSeconds(6));
        assertThat(done).containsExactly("redirect 1 to sip:1001@lab.test");
    }

    @Test
    void doesNotSendOnWhatIsAnswered() {
        comes(
                "1",
                CallSettings.DEFAULT.withForwarding(
                        Forwarding.DEFAULT.withNoAnswer("1001").withNoAnswerSeconds(5)));
        reception.update(List.of(call("1", new CallState.Answering())));
        loop.advance(Duration.ofSeconds(6));
        assertThat(done).isEmpty();
    }

    @Test
    void blockedCallersMayRingQuietly() {
        var screening = Screening.DEFAULT.withBlocked(List.of("+1*")).withAction(Screening.Action.QUIET);
        comes("1", CallSettings.DEFAULT.withScreening(screening));
        assertThat(done).containsExactly("silence 1");
    }

    @Test
    void aChangeConcernsTheNextTransferThatIsAskedFor() {
        assertThat(reception.transfers()).isEqualTo(TransferPolicy.ASK);
        reception.use(CallSettings.DEFAULT.withTransfers(Transfers.REFUSE));
        assertThat(reception.transfers()).isEqualTo(TransferPolicy.REFUSE);
        reception.use(CallSettings.DEFAULT.withTransfers(Transfers.ALLOW));
        assertThat(reception.transfers()).isEqualTo(TransferPolicy.ALLOW);
    }

    @Test
    void aSecondCallThatRingsIsNoCallToBeBusyFor() {
        var settings = CallSettings.DEFAULT.withBusyInCall(true);
        assertThat(comes("2", settings, call("1", ringing()))).isEqualTo(new Verdict.Ring());
        assertThat(comes("3", settings, call("1", talking())))
                .isEqualTo(new Verdict.Refuse(new EndReason(EndReason.Kind.BUSY_HERE, 486, "")));
    }

    @Test
    void thoseWhoWatchAreToldOfCallsAndOfTheWishForQuiet() {
        var over = call("1", new CallState.Ended(EndReason.of(EndReason.Kind.HUNG_UP_HERE), Duration.ZERO));
        assertThat(Reception.availability(CallSettings.DEFAULT, List.of(over, call("2", ringing()))))
                .isEqualTo(Availability.FREE);
        assertThat(Reception.availability(CallSettings.DEFAULT, List.of(over, call("2", talking()))))
                .isEqualTo(Availability.ON_THE_PHONE);
        assertThat(Reception.availability(CallSettings.DEFAULT.disturb(true), List.of(call("2", talking()))))
                .isEqualTo(Availability.DO_NOT_DISTURB);
    }
}
