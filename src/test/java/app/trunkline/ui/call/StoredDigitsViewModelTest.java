package app.trunkline.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.sip.Hold;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import org.junit.jupiter.api.Test;

/** The question before digits behind a wait are sent. */
class StoredDigitsViewModelTest {
    private final RecordingPhone phone = new RecordingPhone();
    private final Texts texts = new Texts();
    private final CallViewModel call = new CallViewModel(phone, new CallText(new PhoneNumbers(), texts), texts);
    private final StoredDigitsViewModel digits = call.storedDigits();

    @Test
    void asksOnceTheCallIsTalkedOn() {
        var talking = Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false));
        call.apply(talking, Samples.NOW);
        assertThat(digits.question().get()).isEmpty();
        digits.send();
        assertThat(phone.asked()).isEmpty();
        call.apply(Samples.askedToSend(talking, "1", "1234#"), Samples.NOW);
        assertThat(digits.question().get()).isEqualTo("Send 1234#?");
        digits.send();
        digits.drop();
        assertThat(phone.asked()).containsExactly("send stored digits 1", "drop stored digits 1");
        call.apply(Samples.askedToSend(talking, "another", "1"), Samples.NOW);
        assertThat(digits.question().get()).isEmpty();
    }
}
