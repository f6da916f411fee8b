package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.sip.CallState;
import app.trunkline.sip.Hold;
import app.trunkline.text.Texts;
import app.trunkline.ui.MainViewModel.Page;
import app.trunkline.ui.call.CallText;
import app.trunkline.ui.call.CallViewModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainViewModelTest {
    private final Texts texts = new Texts();
    private final CallViewModel call =
            new CallViewModel(new RecordingPhone(), new CallText(new PhoneNumbers(), texts), texts);
    private final MainViewModel main = new MainViewModel(call);

    private Page after(PhoneSnapshot snapshot) {
        call.apply(snapshot, Samples.NOW);
        main.apply(snapshot);
        return main.page().get();
    }

    @Test
    void welcomesWhoeverHasNoLine() {
        assertThat(after(Samples.phone(List.of()))).isEqualTo(Page.WELCOME);
        assertThat(after(Samples.phone())).isEqualTo(Page.DIALER);
    }

    @Test
    void showsTheCallWhileThereIsOne() {
        assertThat(after(Samples.phone(Samples.talking("1", Samples.ADA, Hold.NONE, false))))
                .isEqualTo(Page.CALL);
        assertThat(after(Samples.phone())).isEqualTo(Page.DIALER);
    }

    @Test
    void aSecondCallIsDialledBesideTheFirst() {
        var first = Samples.talking("1", Samples.ADA, Hold.NONE, false);
        after(Samples.phone(first));
        main.addCall();
        assertThat(main.page().get()).isEqualTo(Page.DIALER);
        assertThat(after(Samples.phone(first))).isEqualTo(Page.DIALER);
        var second = Samples.outgoing("2", Samples.GRACE, new CallState.Calling(false));
        assertThat(after(Samples.phone(first, second))).isEqualTo(Page.CALL);
    }

    @Test
    void thereIsAWayBackToTheCall() {
        after(Samples.phone(Samples.talking("1", Samples.ADA, Hold.NONE, false)));
        main.addCall();
        main.backToCall();
        assertThat(main.page().get()).isEqualTo(Page.CALL);
    }
}
