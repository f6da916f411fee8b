package app.trunkline.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.phone.PhoneSnapshot;
import app.trunkline.phone.RecordingPhone;
import app.trunkline.sip.Hold;
import app.trunkline.text.Texts;
import app.trunkline.ui.Samples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who takes part, and what can be done with calls that could be joined. */
class ConferenceViewModelTest {
    private final RecordingPhone phone = new RecordingPhone();
    private final Texts texts = new Texts();
    private final CallText wording = new CallText(new PhoneNumbers(), texts);
    private final CallViewModel call = new CallViewModel(phone, wording, texts);
    private final ConferenceViewModel conference = call.conference();

    private void apply(PhoneSnapshot snapshot) {
        wording.apply(snapshot);
        call.apply(snapshot, Samples.NOW);
    }

    private static PhoneSnapshot two() {
        return Samples.phone(
                Samples.talking("1", Samples.ADA, new Hold(true, false), false),
                Samples.talking("2", Samples.GRACE, Hold.NONE, false));
    }

    private static PhoneSnapshot joined() {
        return Samples.together(
                Samples.talking("1", Samples.ADA, Hold.NONE, false),
                Samples.talking("2", Samples.GRACE, new Hold(false, true), false));
    }

    @Test
    void oneCallCannotBeMerged() {
        apply(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        assertThat(conference.possible().get()).isFalse();
        conference.toggle();
        assertThat(phone.asked()).isEmpty();
    }

    @Test
    void twoCallsCan() {
        apply(two());
        assertThat(conference.possible().get()).isTrue();
        assertThat(conference.present().get()).isFalse();
        assertThat(conference.participants()).isEmpty();
        conference.toggle();
        assertThat(phone.asked()).containsExactly("conference");
    }

    @Test
    void eachParticipantHasANameATimeAndAnEnd() {
        apply(joined());
        assertThat(conference.present().get()).isTrue();
        assertThat(call.name().get()).isEqualTo("Conference of 2");
        assertThat(call.number().get()).isEmpty();
        assertThat(call.waiting()).isEmpty();
        assertThat(conference.participants())
                .extracting(ConferenceViewModel.Participant::name)
                .containsExactly("Ada Lovelace", "Grace Hopper");
        assertThat(conference.participants())
                .extracting(each -> each.detail().get())
                .containsExactly("3:14", "3:14  ·  On hold");
        call.tick(Samples.NOW.plusSeconds(1));
        assertThat(conference.participants().getFirst().detail().get()).isEqualTo("3:15");
        conference.drop(conference.participants().getFirst());
        assertThat(phone.asked()).containsExactly("hangup 1");
    }

    @Test
    void rowsAreKeptWhileTheSameTakePart() {
        apply(joined());
        var first = conference.participants().getFirst();
        apply(joined());
        assertThat(conference.participants().getFirst()).isSameAs(first);
    }

    @Test
    void hangingUpEndsAllAndSplittingNone() {
        apply(joined());
        conference.toggle();
        assertThat(phone.asked()).containsExactly("split");
        call.hangUp();
        assertThat(phone.asked()).containsExactly("split", "hangup 1", "hangup 2");
        apply(two());
        call.hangUp();
        assertThat(phone.asked()).endsWith("hangup 2").hasSize(4);
    }

    @Test
    void oneIsTakenOut() {
        apply(joined());
        conference.part(conference.participants().getLast());
        assertThat(phone.asked()).containsExactly("split 2");
    }

    @Test
    void aThirdCallCanBeTakenIn() {
        var three = Samples.phone(
                Samples.talking("1", Samples.ADA, new Hold(true, false), false),
                Samples.talking("2", Samples.GRACE, new Hold(true, false), false),
                Samples.talking("3", Samples.NUMBER, Hold.NONE, false));
        var ids = Set.of(three.calls().get(0).id(), three.calls().get(1).id());
        apply(new PhoneSnapshot(three.lines(), three.calls(), 0, ids, Map.of(), false, List.of(), List.of()));
        assertThat(conference.present().get()).as("it waits behind the third").isFalse();
        assertThat(call.waiting()).hasSize(2);
        assertThat(conference.possible().get()).isTrue();
        conference.toggle();
        assertThat(phone.asked()).containsExactly("conference");
    }
}
