package app.trunkline.phone;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.CallId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which digits are sent by themselves, and which wait for the user's word. */
class StoredDigitsTest {
    private static final CallId CALL = new CallId("1");

    private final List<String> sent = new ArrayList<>();
    private final StoredDigits digits = new StoredDigits(command -> sent.add(CommandWords.of(command)));

    private void answered(String dialled) {
        digits.dialled(CALL, dialled);
        assertThat(sent).isEmpty();
        assertThat(digits.asked()).isEmpty();
        digits.ready(CALL);
    }

    @Test
    void pausesAskNobody() {
        answered(",,1234#");
        digits.ready(CALL);
        assertThat(sent).containsExactly("dtmf 1 ,,1234#");
        assertThat(digits.asked()).isEmpty();
    }

    @Test
    void nothingBehindAWaitIsSentUnasked() {
        answered(";12,34");
        assertThat(sent).isEmpty();
        assertThat(digits.asked()).containsEntry(CALL, "1234");
        digits.answer(CALL, true);
        assertThat(sent).containsExactly("dtmf 1 12,34");
        assertThat(digits.asked()).isEmpty();
        digits.answer(CALL, true);
        assertThat(sent).hasSize(1);
    }

    @Test
    void eachWaitAsksForItself() {
        answered(",1;,2;;3;");
        assertThat(sent).containsExactly("dtmf 1 ,1");
        assertThat(digits.asked()).containsEntry(CALL, "2");
        digits.answer(CALL, true);
        assertThat(digits.asked()).containsEntry(CALL, "3");
        digits.answer(CALL, true);
        assertThat(sent).containsExactly("dtmf 1 ,1", "dtmf 1 ,2", "dtmf 1 3");
        assertThat(digits.asked()).isEmpty();
    }

    @Test
    void aPauseBeforeTheFirstWaitIsNotSentAlone() {
        answered(",;1");
        assertThat(sent).isEmpty();
        assertThat(digits.asked()).containsEntry(CALL, "1");
    }

    @Test
    void whatIsDroppedIsNeverSent() {
        answered(";1;2");
        digits.answer(CALL, false);
        digits.answer(CALL, true);
        assertThat(sent).isEmpty();
        assertThat(digits.asked()).isEmpty();
    }

    @Test
    void theEndOfTheCallEndsTheQuestion() {
        answered(";1");
        digits.over(CALL);
        assertThat(digits.asked()).isEmpty();
        digits.dialled(CALL, ",1");
        digits.over(CALL);
        digits.ready(CALL);
        assertThat(sent).isEmpty();
    }
}
