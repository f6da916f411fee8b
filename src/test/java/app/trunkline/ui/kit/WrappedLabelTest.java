package app.trunkline.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.ui.Toolkit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines broken by ourselves, laid out by JavaFX. */
class WrappedLabelTest {
    private static List<String> lines(String text, double width) {
        return new LineBreaker(text, String::length).lines(width);
    }

    @Test
    void breaksBetweenWordsAndKeepsWhatFits() {
        assertThat(lines("one two three", 7)).containsExactly("one two", "three");
        assertThat(lines("one two three", 8)).containsExactly("one two", "three");
        assertThat(lines("one two three", 13)).containsExactly("one two three");
        assertThat(lines("one two three", 0)).as("any width").containsExactly("one two three");
        assertThat(lines("one  \n\n two", 20)).containsExactly("one", "", " two");
        assertThat(lines("", 5)).containsExactly("");
        assertThat(lines("well-known", 6)).containsExactly("well-", "known");
    }

    @Test
    void breaksAWordThatIsTooLongBetweenCharactersAsPeopleSeeThem() {
        assertThat(lines("a abcdefgh b", 3)).containsExactly("a", "abc", "def", "gh", "b");
        assertThat(lines("abc", 0.5)).containsExactly("a", "b", "c");
        var family = "👨‍👩‍👧";
        assertThat(lines(family + family, family.length())).containsExactly(family, family);
        var accented = "e\u0301";
        assertThat(lines(accented + accented + accented, 3)).containsExactly(accented, accented, accented);
    }

    /** What it shows of the text at that width, laid out. */
    private static Text shown(WrappedLabel label, double width) throws Exception {
        return Toolkit.call(() -> {
            var box = new VBox(label);
            box.setMaxWidth(width);
            var scene = new Scene(box, width, 600);
            assertThat(scene.getRoot()).isSameAs(box);
            box.applyCss();
            box.layout();
            return (Text) label.lookup(".text");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "مؤسسة الاتصالات والتقنيات الحديثة للتجارة والخدمات العامة المحدودة في الشرق الأوسط",
                "שלום, אני מתקשר אליך בנוגע לפגישה שלנו מחר בבוקר, אנא חזור אליי בהקדם האפשרי",
                "Call from مؤسسة الاتصالات 123-456 והחברה (Haifa) about the whole of the Middle East",
                "Zalgo Z̷̡͎͗a̴͇̐l̶̰̈g̵̫̾o̸͕͂ and the combining marks that climb all over the line above and below",
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
                "👨‍👩‍👧‍👦👍🏽🎉🇩🇪 emoji 👨‍👩‍👧‍👦👍🏽🎉🇩🇪👨‍👩‍👧‍👦👍🏽🎉🇩🇪 and again",
                "bank \u202Eof the people who write backwards\u202C and \u2067isolate שלום\u2069 then more",
                "日本語の長い名前は空白がないので文字の間で改行されます。これは長い名前です。"
            })
    void noLineIsWiderThanTheLabel(String text) throws Exception {
        for (var width : new double[] {220, 90, 14, 1}) {
            var label = Toolkit.call(() -> new WrappedLabel(text));
            label.setTextAlignment(TextAlignment.CENTER);
            label.setMinHeight(Region.USE_PREF_SIZE);
            var shown = shown(label, width);
            assertThat(shown.getText().replaceAll("\\s+", ""))
                    .as("nothing is lost")
                    .isEqualTo(text.replaceAll("\\s+", ""));
            if (width > 80) {
                assertThat(shown.getLayoutBounds().getWidth()).isLessThanOrEqualTo(width + 1);
                assertThat(shown.getText()).contains("\n");
            }
        }
    }

    @Test
    void whatHasNoRoomIsToldByAnEllipsis() throws Exception {
        var label =
                Toolkit.call(() -> new WrappedLabel("one two three four five six seven eight nine ten eleven twelve"));
        label.setMaxHeight(40);
        var shown = shown(label, 100);
        assertThat(shown.getText()).endsWith("…").startsWith("one two");
        assertThat(shown.getLayoutBounds().getHeight()).isLessThanOrEqualTo(41);
    }

    @Test
    void textFromRightToLeftBeginsAtTheRight() throws Exception {
        var label = Toolkit.call(() -> new WrappedLabel("שלום!"));
        assertThat(shown(label, 200).getEffectiveNodeOrientation())
                .isEqualTo(javafx.geometry.NodeOrientation.RIGHT_TO_LEFT);
    }

    @Test
    void anyTextAtAllIsLaidOut() throws Exception {
        var alphabet = "ab  \n"
                + "\tשלוםمؤسسة12(3)-\u200B\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u0301\u064B👍\uD83D\u0000\uFFFF";
        var random = new Random(7);
        for (var i = 0; i < 200; i++) {
            List<String> text = new ArrayList<>();
            for (var j = random.nextInt(120); j >= 0; j--) {
                text.add(String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
            }
            var label = Toolkit.call(() -> new WrappedLabel(String.join("", text)));
            assertThat(shown(label, 1 + random.nextInt(200)).getText()).isNotNull();
        }
    }
}
