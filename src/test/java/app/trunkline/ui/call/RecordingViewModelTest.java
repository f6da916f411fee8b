package app.trunkline.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.RecordingFailure;
import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.phone.RecordingStatus;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The sign while a call is recorded, and the question before the first time. */
class RecordingViewModelTest {
    private final RecordingPhone phone = new RecordingPhone();
    private final Texts texts = new Texts();
    private final CallText wording = new CallText(new PhoneNumbers(), texts);
    private final CallViewModel call = new CallViewModel(phone, wording, texts);
    private final RecordingViewModel recording = call.recording();
    private final PhoneSnapshot talking = Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false));

    private void apply(PhoneSnapshot snapshot) {
        wording.apply(snapshot);
        call.apply(snapshot, Samples.NOW);
    }

    @Test
    void theFirstTimeTheLawIsToBeTakenNoteOf() {
        apply(talking);
        recording.toggle();
        assertThat(recording.asking().get()).isTrue();
        assertThat(recording.law()).contains("must agree");
        assertThat(phone.asked()).isEmpty();
        recording.decline();
        assertThat(recording.asking().get()).isFalse();
        recording.toggle();
        recording.agree();
        assertThat(recording.asking().get()).isFalse();
        assertThat(phone.asked()).containsExactly("agree to recording", "record 1");
    }

    @Test
    void theSignHasATimeThatRuns() {
        apply(Samples.recorded(talking, "1", Samples.recording()));
        assertThat(recording.running().get()).isTrue();
        assertThat(recording.sign().get()).isEqualTo("Recording  1:07");
        call.tick(Samples.NOW.plusSeconds(2));
        assertThat(recording.sign().get()).isEqualTo("Recording  1:09");
        recording.toggle();
        assertThat(phone.asked()).containsExactly("stop recording 1");
        apply(Samples.recorded(talking, "other", Samples.recording()));
        assertThat(recording.running().get()).isFalse();
        assertThat(recording.sign().get()).isEmpty();
        recording.toggle();
        assertThat(phone.asked()).endsWith("record 1");
    }

    @Test
    void aFailureIsTold() {
        apply(Samples.recorded(
                talking, "1", new RecordingStatus.Failed(Path.of("/a.wav"), RecordingFailure.NOT_WRITABLE)));
        assertThat(recording.running().get()).isFalse();
        assertThat(recording.trouble().get())
                .isEqualTo("The recording ended: its file cannot be written. Choose another folder in the settings.");
        apply(Samples.recorded(talking, "1", Samples.recording()));
        assertThat(recording.trouble().get()).isEmpty();
    }

    @Test
    void aConferenceIsRecordedWhoeverIsInFront() {
        var together = Samples.together(
                Samples.talking("1", Samples.GRACE, Hold.NONE, false),
                Samples.talking("2", Samples.ADA, Hold.NONE, false));
        apply(Samples.recorded(together, "1", Samples.recording()));
        assertThat(recording.running().get()).isTrue();
        apply(Samples.recorded(together, "2", Samples.recording()));
        assertThat(recording.running().get()).isTrue();
        recording.toggle();
        assertThat(phone.asked()).containsExactly("stop recording 2");
    }

    @Test
    void theQuestionGoesWithTheCall() {
        apply(talking);
        recording.toggle();
        apply(Samples.phone(Samples.outgoing("1", Samples.GRACE, Samples.ended(EndReason.Kind.HUNG_UP_THERE, 200))));
        assertThat(recording.asking().get()).isFalse();
        recording.toggle();
        assertThat(recording.asking().get()).isFalse();
        assertThat(phone.asked()).isEmpty();
    }
}
