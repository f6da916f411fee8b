package app.trunkline.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.Words;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettings.AutoAnswer;
import app.trunkline.settings.CallSettings.DoNotDisturb;
import app.trunkline.settings.CallSettings.Forwarding;
import app.trunkline.settings.CallSettings.LineRule;
import app.trunkline.settings.CallSettings.Screening;
import app.trunkline.settings.CallSettingsBuilder;
import app.trunkline.settings.Transfers;
import app.trunkline.settings.WhileHeld;
import app.trunkline.sip.InvalidAddressException;
import app.trunkline.ui.settings.CallsFormViewModel.When;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsFormViewModelTest {
    private static final CallSettings ALL = CallSettingsBuilder.builder()
            .doNotDisturb(new DoNotDisturb(true, 486, List.of("+14155550199", "bob"), true))
            .forwarding(new Forwarding("1001", "1002", "1003", 12, "1004"))
            .autoAnswer(new AutoAnswer(AutoAnswer.Mode.ALWAYS, 3, List.of("bob")))
            .screening(new Screening(List.of("+1900*"), true, List.of("ada"), true, Screening.Action.QUIET))
            .mostCalls(7)
            .busyInCall(true)
            .lineRules(List.of(new LineRule("+44", "a2")))
            .keepDigits(true)
            .transfers(Transfers.REFUSE)
            .whileHeld(new WhileHeld(WhileHeld.Sound.TUNE, "/music/gone.wav"))
            .build();

    @Test
    void whatIsNotTouchedStays() {
        assertThat(new CallsFormViewModel(ALL).checked()).contains(ALL);
        assertThat(new CallsFormViewModel(CallSettings.DEFAULT).checked()).contains(CallSettings.DEFAULT);
    }

    @Test
    void listsAreReadByCommasAndLines() {
        var form = new CallsFormViewModel(CallSettings.DEFAULT);
        form.blocked.set(" +1 900*, bob;\n , +44 20 7946 0958 ");
        assertThat(form.checked().orElseThrow().screening().blocked())
                .containsExactly("+1 900*", "bob", "+44 20 7946 0958");
    }

    @Test
    void aTargetThatCannotBeCalledIsSaidAndNothingIsKept() {
        var form = new CallsFormViewModel(CallSettings.DEFAULT);
        form.forward(When.NO_ANSWER).set("bob\"x");
        assertThat(form.checked()).isEmpty();
        assertThat(form.fault.get())
                .contains(new CallsFormViewModel.Fault(
                        When.NO_ANSWER, Words.of(InvalidAddressException.Kind.BAD_CHARACTER)));
        form.forward(When.NO_ANSWER).set("9009,,12");
        assertThat(form.checked()).isEmpty();
        form.forward(When.NO_ANSWER).set("+1 415 555 0146");
        assertThat(form.checked()).isPresent();
        assertThat(form.fault.get()).isEmpty();
    }

    @Test
    void aFileThatCannotBePlayedIsSaidAndAnotherSoundIsKept() {
        var form = new CallsFormViewModel(ALL);
        form.farSide.sound.set(WhileHeld.Sound.FILE);
        assertThat(form.checked()).isEmpty();
        assertThat(form.faulty()).isTrue();
        assertThat(form.farSide.fault.get()).isEqualTo("/music/gone.wav does not exist.");
        form.farSide.file.set(" ");
        assertThat(form.checked()).isEmpty();
        assertThat(form.farSide.fault.get()).isEqualTo("Choose a WAV file.");
        form.farSide.file.set("assets/sounds/hello.wav");
        form.farSide.transfers.set(Transfers.ALLOW);
        var kept = form.checked().orElseThrow();
        assertThat(kept.whileHeld()).isEqualTo(new WhileHeld(WhileHeld.Sound.FILE, "assets/sounds/hello.wav"));
        assertThat(kept.transfers()).isEqualTo(Transfers.ALLOW);
        assertThat(form.faulty()).isFalse();
    }

    @Test
    void rulesAreAddedAndRemovedAndUnfinishedOnesLeftOut() {
        var form = new CallsFormViewModel(ALL);
        form.add("+49", "a1");
        form.add("", "a1");
        form.add("+33", "");
        assertThat(form.checked().orElseThrow().lineRules())
                .containsExactly(new LineRule("+44", "a2"), new LineRule("+49", "a1"));
        form.remove(form.rules.getFirst());
        assertThat(form.checked().orElseThrow().lineRules()).containsExactly(new LineRule("+49", "a1"));
    }
}
