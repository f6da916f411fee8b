package app.trunkline.ui.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.PhoneNumbers;
import app.trunkline.ui.dialer.LiveNumber.Edit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveNumberTest {
    private final PhoneNumbers numbers = new PhoneNumbers();
    private final LiveNumber live = new LiveNumber(text -> numbers.asYouType(text, "US"));

    @Test
    void writesSeparatorsWhileDigitsAreTyped() {
        var text = "";
        for (var digit : "4155550123".toCharArray()) {
            var edit = live.after(text, text + digit, text.length() + 1);
            text = edit.text();
            assertThat(edit.caret()).isEqualTo(text.length());
        }
        assertThat(text).isEqualTo("(415) 555-0123");
    }

    @Test
    void keepsTheCaretBehindTheSameDigitWhenOneIsPutInTheMiddle() {
        // The caret stands behind the 4 in (415) 555-012; a 9 is typed there.
        var edit = live.after("(415) 555-012", "(4915) 555-012", 3);
        assertThat(edit.text()).isEqualTo("(491) 555-5012");
        assertThat(edit.text().substring(0, edit.caret())).isEqualTo("(49");
    }

    @Test
    void backspaceNeverGetsStuckOnASeparator() {
        var text = "(415) 555-0123";
        for (var steps = 0; steps < 40 && !text.isEmpty(); steps++) {
            var edit = live.after(text, text.substring(0, text.length() - 1), text.length() - 1);
            text = edit.text();
        }
        assertThat(text).isEmpty();
    }

    @Test
    void leavesNamesAddressesAndServiceCodesAlone() {
        assertThat(live.after("alic", "alice", 5)).isEqualTo(new Edit("alice", 5));
        assertThat(live.after("4155@", "4155@h", 6)).isEqualTo(new Edit("4155@h", 6));
        assertThat(live.after("*4", "*43", 3)).isEqualTo(new Edit("*43", 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tel: +1 (415) 555-0101|+14155550101",
                "tel:+1-415-555-0101|+14155550101",
                "Phone 415.555.0101|4155550101",
                "+1\u00a0415\u2011555\u20130101|+14155550101",
                "Mobile no.: +44 20 7946 0958|+442079460958",
                "  +14155550101\\nExtension 4|+14155550101",
                "sip:alice@example.net|sip:alice@example.net",
                "tel.support@example.net|tel.support@example.net",
                "phoebe|phoebe",
                "*43|*43"
            })
    void cleansWhatIsPasted(String clipboard, String expected) {
        assertThat(LiveNumber.pasted(clipboard.replace("\\n", "\n"))).isEqualTo(expected);
    }
}
