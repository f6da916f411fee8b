package app.trunkline.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.Levels;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.phone.Words;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallRelations;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.sip.Milestone;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.SipAddress;
import app.trunkline.sip.Transfer;
import app.trunkline.sip.TransportState;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallViewModelTest {
    private static final PhoneNumbers NUMBERS = new PhoneNumbers();

    private final RecordingPhone phone = new RecordingPhone();
    private final Texts texts = new Texts();
    private final CallText wording = new CallText(NUMBERS, texts);
    private final CallViewModel call = new CallViewModel(phone, wording, texts);

    private void apply(PhoneSnapshot snapshot) {
        wording.apply(snapshot);
        call.apply(snapshot, Samples.NOW);
    }

    @Test
    void showsNameNumberAndTimeOfTheCall() {
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        assertThat(call.present().get()).isTrue();
        assertThat(call.name().get()).isEqualTo("Grace Hopper");
        assertThat(call.number().get()).isEqualTo("(415) 555-0123");
        assertThat(call.state().get()).isEqualTo("Connected");
        assertThat(call.timer().get()).isEqualTo("3:14");
        call.tick(Samples.NOW.plusSeconds(3600));
        assertThat(call.timer().get()).isEqualTo("1:03:14");
    }

    @Test
    void saysThatTheOtherSideHearsSilenceOnHold() {
        var held = Samples.phone(Samples.talking("1", Samples.GRACE, new Hold(true, false), false));
        apply(held);
        assertThat(call.holdTrouble().get()).isEmpty();
        apply(Samples.silentHold(held));
        assertThat(call.holdTrouble().get()).contains("silence on hold", "waiting.wav does not exist");
        apply(held);
        assertThat(call.holdTrouble().get()).isEmpty();
    }

    @Test
    void saysForAWhileThatTheCallWasResumed() {
        var talking = Samples.talking("1", Samples.GRACE, Hold.NONE, false);
        apply(Samples.phone(Samples.since(talking, Milestone.Kind.RESUMING)));
        assertThat(call.state().get()).isEqualTo("Resuming the call…");
        assertThat(call.talking().get()).as("it can be hung up").isTrue();
        var resumed = Samples.phone(Samples.resumed(talking, 4));
        apply(resumed);
        assertThat(call.state().get()).isEqualTo("Call resumed after 4 s");
        call.apply(resumed, Samples.NOW.plusSeconds(30));
        assertThat(call.state().get()).isEqualTo("Connected");
    }

    @Test
    void aResumedCallOnHoldSaysThatItIs() {
        var held = Samples.talking("1", Samples.GRACE, new Hold(true, false), false);
        apply(Samples.phone(Samples.resumed(held, 4)));
        assertThat(call.state().get()).isEqualTo(texts.get("call.hold"));
    }

    @Test
    void saysForAWhileThatTheOtherSideRefusedTheHold() {
        var talking = Samples.talking("1", Samples.GRACE, Hold.NONE, false);
        apply(Samples.phone(talking));
        assertThat(call.holdTrouble().get()).isEmpty();
        apply(Samples.phone(Samples.since(talking, Milestone.Kind.HOLD_REFUSED)));
        assertThat(call.holdTrouble().get()).isEqualTo(texts.get("call.hold.refused.do"));
        call.tick(Samples.NOW.plusSeconds(19));
        assertThat(call.holdTrouble().get()).isEqualTo(texts.get("call.hold.refused.do"));
        call.tick(Samples.NOW.plusSeconds(20));
        assertThat(call.holdTrouble().get()).isEmpty();
    }

    @Test
    void saysThatTheOtherSideRefusedToResumeUntilItDoes() {
        var held = Samples.talking("1", Samples.GRACE, new Hold(true, false), false);
        var refused = new Milestone.Kind[] {Milestone.Kind.HOLD, Milestone.Kind.HOLD_REFUSED};
        apply(Samples.phone(Samples.since(held, refused)));
        assertThat(call.holdTrouble().get()).isEqualTo(texts.get("call.hold.refused.undo"));
        var talking = Samples.talking("1", Samples.GRACE, Hold.NONE, false);
        apply(Samples.phone(Samples.since(Samples.since(talking, refused), Milestone.Kind.UNHOLD)));
        assertThat(call.holdTrouble().get()).isEmpty();
    }

    @Test
    void saysWhatStillWorksWithoutAConnection() {
        var talking = Samples.talking("1", Samples.GRACE, Hold.NONE, false);
        apply(Samples.away(talking));
        assertThat(call.away().get()).isEqualTo("Reconnecting: you can still talk. Hold and transfer wait.");
        assertThat(call.state().get()).isEqualTo("Connected");
        apply(Samples.away(Samples.talking("1", Samples.GRACE, new Hold(true, false), false)));
        assertThat(call.away().get()).isEqualTo("Reconnecting: hold and transfer wait.");
        apply(Samples.away(Samples.outgoing("1", Samples.NUMBER, new CallState.Ringing(false))));
        assertThat(call.away().get()).startsWith("Reconnecting: the call goes on");
        apply(Samples.away(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486))));
        assertThat(call.away().get()).isEmpty();
        apply(Samples.phone(talking));
        assertThat(call.away().get()).isEmpty();
    }

    /** An emergency call goes over a connection that is not registered. */
    @Test
    void anEmergencyCallNeedsNoRegistration() {
        var unregistered = List.of(Samples.line(
                new TransportState.Connected(),
                new RegistrationState.Unregistered(Optional.empty()),
                Optional.empty()));
        apply(Samples.phone(
                unregistered,
                Samples.outgoing("1", new SipAddress("", "911", "example.net"), new CallState.Ringing(false))));
        assertThat(call.away().get()).isEmpty();
        apply(Samples.phone(unregistered, Samples.outgoing("2", Samples.NUMBER, new CallState.Ringing(false))));
        assertThat(call.away().get()).isNotEmpty();
    }

    @Test
    void saysWhetherTheCallerCanBeBelievedAndWhoForwarded() {
        var grace = Samples.talking("1", Samples.GRACE, Hold.NONE, false);
        apply(Samples.phone(Samples.known(grace, Samples.verified())));
        assertThat(call.badge().get().kind()).isEqualTo(Badge.Kind.GOOD);
        assertThat(call.forwarded().get()).isEqualTo("Forwarded from (415) 555-0166 (busy)");
        apply(Samples.phone(Samples.known(grace, Samples.forged())));
        assertThat(call.badge().get().kind()).isEqualTo(Badge.Kind.DOUBTFUL);
        assertThat(call.forwarded().get()).isEmpty();
        apply(Samples.phone(grace));
        assertThat(call.badge().get()).isEqualTo(Badge.NOTHING);
    }

    @Test
    void callsAgainWhoWasDialledAndNotWhoWasConnected() {
        var busy = Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486));
        apply(Samples.phone(new CallSnapshot(
                busy.id(),
                busy.accountId(),
                busy.direction(),
                Samples.ADA,
                "2125550147",
                busy.state(),
                false,
                busy.started(),
                busy.milestones(),
                busy.quality(),
                busy.identity(),
                busy.target())));
        assertThat(call.name().get()).isEqualTo("Ada Lovelace");
        call.redial();
        assertThat(phone.asked()).containsExactly("call sip:+12125550147@example.net dialled 2125550147 over line-1");
    }

    @Test
    void hasNoTimerBeforeTheAnswer() {
        apply(Samples.phone(Samples.outgoing("1", Samples.NUMBER, new CallState.Ringing(false))));
        assertThat(call.timer().get()).isEmpty();
        assertThat(call.state().get()).isEqualTo("Ringing…");
        assertThat(call.name().get()).isEqualTo("(212) 555-0147");
        assertThat(call.number().get()).isEmpty();
        assertThat(call.talking().get()).isFalse();
    }

    @Test
    void theEndOfANumberThatMovedOffersTheNewOne() {
        var moved = new CallRelations(
                Optional.of(new SipAddress("", "+12125550147", "example.net")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        apply(Samples.phone(
                Samples.with(Samples.outgoing("1", Samples.GRACE, Samples.ended(EndReason.Kind.MOVED, 302)), moved)));
        assertThat(call.again().get()).isEqualTo("Call (212) 555-0147");
        call.redial();
        assertThat(phone.asked()).containsExactly("call sip:+12125550147@example.net dialled +12125550147 over line-1");
    }

    @Test
    void theTransfersCourseIsTheCallsState() {
        var target = new SipAddress("", "9008", "example.net");
        var failed = new CallRelations(
                Optional.empty(),
                Optional.of(new Transfer(target, Transfer.State.FAILED, 486)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        apply(Samples.phone(Samples.with(Samples.talking("1", Samples.GRACE, Hold.NONE, false), failed)));
        assertThat(call.state().get())
                .isEqualTo("The transfer to 9008 failed: the line is busy. You still have the call.");
    }

    @Test
    void muteAndHoldAskThePhoneAndWaitForItsWord() {
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        call.toggleMute();
        call.toggleHold();
        assertThat(phone.asked()).containsExactly("mute 1", "hold 1");
        assertThat(call.muted().get()).isFalse();
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, new Hold(true, false), true)));
        assertThat(call.muted().get()).isTrue();
        assertThat(call.held().get()).isTrue();
        call.toggleMute();
        call.toggleHold();
        assertThat(phone.asked()).containsExactly("mute 1", "hold 1", "unmute 1", "resume 1");
    }

    @Test
    void tellsWhoHoldsWhom() {
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, new Hold(false, true), false)));
        assertThat(call.state().get()).isEqualTo("Held by the other side");
        assertThat(call.held().get()).isFalse();
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, new Hold(true, true), false)));
        assertThat(call.state().get()).isEqualTo("On hold on both sides");
    }

    @Test
    void sendsDigitsAndShowsThemUntilTheCallIsGone() {
        var talking = Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false));
        apply(talking);
        call.dtmf('4');
        call.dtmf('#');
        assertThat(phone.asked()).containsExactly("tone 4", "dtmf 1 4", "tone #", "dtmf 1 #");
        apply(talking);
        assertThat(call.sentDigits().get()).isEqualTo("4#");
        apply(Samples.phone());
        apply(Samples.phone(Samples.talking("2", Samples.GRACE, Hold.NONE, false)));
        assertThat(call.sentDigits().get()).isEmpty();
    }

    @Test
    void digitsGoNowhereBeforeTheAnswer() {
        apply(Samples.phone(Samples.outgoing("1", Samples.GRACE, new CallState.Ringing(false))));
        call.dtmf('1');
        call.toggleMute();
        assertThat(phone.asked()).isEmpty();
    }

    @Test
    void showsTheActiveCallAndKeepsTheHeldOneBesideIt() {
        apply(Samples.phone(
                Samples.talking("1", Samples.ADA, new Hold(true, false), false),
                Samples.talking("2", Samples.GRACE, Hold.NONE, false)));
        assertThat(call.name().get()).isEqualTo("Grace Hopper");
        assertThat(call.waiting()).containsExactly(new CallViewModel.Waiting(new CallId("1"), "Ada Lovelace"));
        call.swapTo(call.waiting().getFirst());
        assertThat(phone.asked()).containsExactly("hold 2", "resume 1");
    }

    @Test
    void tellsWhyTheCallEndedAndCallsAgain() {
        apply(Samples.phone(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486))));
        assertThat(call.ended().get()).isTrue();
        assertThat(call.state().get()).isEqualTo(Words.of(EndReason.of(EndReason.Kind.BUSY)));
        call.hangUp();
        call.redial();
        assertThat(phone.asked()).containsExactly("call sip:+12125550147@example.net dialled +12125550147 over line-1");
        assertThat(call.present().get()).isFalse();
    }

    @Test
    void aDismissedEndDoesNotComeBack() {
        var ended = Samples.phone(Samples.outgoing("1", Samples.NUMBER, Samples.ended(EndReason.Kind.BUSY, 486)));
        apply(ended);
        call.dismiss();
        apply(ended);
        assertThat(call.present().get()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = EndReason.Kind.class,
            names = {
                "CANCELLED_THERE",
                "ANSWERED_ELSEWHERE",
                "DECLINED_HERE",
                "BUSY_HERE",
                "DO_NOT_DISTURB",
                "SCREENED",
                "FORWARDED_HERE",
                "NO_ANSWER_HERE"
            })
    void aCallNeverAnsweredHereEndsQuietly(EndReason.Kind kind) {
        var ringing = Samples.incoming("1", Samples.GRACE);
        apply(Samples.phone(Samples.in(ringing, Samples.ended(kind, 0))));
        assertThat(call.present().get()).isFalse();
    }

    @Test
    void anEmergencyCallThatWasNotPlacedIsToldInPlainWords() {
        var emergency = new SipAddress("", "911", "example.net");
        apply(Samples.phone(Samples.outgoing("1", emergency, Samples.ended(EndReason.Kind.FORBIDDEN, 403))));
        assertThat(call.state().get())
                .isEqualTo("This line did not place the emergency call. Use another telephone now. (403)");
    }

    @Test
    void aRingingCallIsNotInTheForeground() {
        apply(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        assertThat(call.present().get()).isFalse();
    }

    @Test
    void levelsAreStillWhileMutedOrHeld() {
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, true)));
        call.sound().levels(new Levels(0.5, 0.25));
        assertThat(call.sound().microphone().get()).isZero();
        assertThat(call.sound().farSide().get()).isEqualTo(0.25);
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, new Hold(true, false), false)));
        call.sound().levels(new Levels(0.5, 0.25));
        assertThat(call.sound().farSide().get()).isZero();
    }

    @Test
    void tellsTheQualityInBarsAndFigures() {
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        assertThat(call.sound().qualityBars().get()).isEqualTo(3);
        assertThat(call.sound().quality().get())
                .isEqualTo("Good sound  ·  MOS 4.3  ·  48 ms round trip  ·  0.2 % lost");
    }

    @Test
    void theKeypadClosesWithItsCall() {
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        call.keypad().set(true);
        apply(Samples.phone(Samples.outgoing("1", Samples.GRACE, Samples.ended(EndReason.Kind.HUNG_UP_THERE, 0))));
        assertThat(call.keypad().get()).isFalse();
    }

    @Test
    void hangsUpTheCallInTheForegroundOnly() {
        apply(Samples.phone(
                Samples.talking("1", Samples.ADA, new Hold(true, false), false),
                Samples.outgoing("2", Samples.GRACE, new CallState.Calling(false))));
        call.hangUp();
        assertThat(phone.asked()).containsExactly("hangup 2");
    }
}
