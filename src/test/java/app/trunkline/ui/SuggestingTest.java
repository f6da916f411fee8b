package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.Hold;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may be meant is suggested below each field in which somebody is named, and taken by keyboard or mouse. */
class SuggestingTest {
    private final Hands hands = new Hands();
    private ShownPhone shown;

    @BeforeEach
    void show() throws Exception {
        shown = new ShownPhone();
    }

    @AfterEach
    void hide() throws Exception {
        assertThat(shown.failures).isEmpty();
        shown.close();
    }

    private Optional<Node> list() throws Exception {
        Toolkit.settle();
        return Toolkit.call(() -> Optional.ofNullable(shown.stage.getScene().lookup("#suggestions")));
    }

    private List<String> names() throws Exception {
        return list().map(list -> list.lookupAll(".suggestion-name").stream()
                        .map(name -> ((Label) name).getText())
                        .toList())
                .orElse(List.of());
    }

    private TextField field(String selector) {
        return (TextField) shown.node(selector);
    }

    @Test
    void downAndEnterCallWhoIsSuggested() throws Exception {
        hands.write("lov");
        assertThat(names()).containsExactly("Ada Lovelace", "Ada Lovelace");
        assertThat(shown.phone.asked()).isEmpty();
        hands.push(KeyCode.DOWN);
        hands.push(KeyCode.ENTER);
        assertThat(shown.phone.asked())
                .containsExactly("call sip:+442079460958@example.net dialled +442079460958 over line-1");
        assertThat(list()).isEmpty();
        assertThat(field("#number").getText()).isEmpty();
    }

    @Test
    void withoutAChoiceEnterCallsWhatIsTyped() throws Exception {
        hands.write("gra");
        assertThat(names()).contains("Grace Hopper");
        hands.push(KeyCode.DOWN);
        hands.push(KeyCode.UP);
        hands.push(KeyCode.ENTER);
        assertThat(shown.phone.asked()).containsExactly("call sip:gra@example.net dialled gra over line-1");
    }

    @Test
    void byTheLettersOnTheKeys() throws Exception {
        hands.write("3669");
        assertThat(names()).containsExactly("Emmy Noether");
        hands.push(KeyCode.DOWN);
        hands.push(KeyCode.ENTER);
        assertThat(shown.phone.asked()).endsWith("call sip:emmy@example.net dialled emmy over line-1");
    }

    @Test
    void theDialpadIsNeverCoveredWhileItIsUsed() throws Exception {
        for (var key : new String[] {"3", "6", "6", "9"}) {
            hands.clickOn(shown.node("#key-" + key));
            assertThat(list()).isEmpty();
        }
        assertThat(field("#number").getText()).isEqualTo("366-9");
    }

    @Test
    void byMouse() throws Exception {
        hands.write("maryam");
        hands.clickOn(list().orElseThrow().lookup(".suggestion"));
        assertThat(shown.phone.asked()).containsExactly("call sip:maryam@example.net dialled maryam over line-1");
    }

    @Test
    void escapeAndAnotherPlacePutItAway() throws Exception {
        hands.write("gra");
        hands.push(KeyCode.ESCAPE);
        assertThat(list()).isEmpty();
        assertThat(field("#number").getText()).isEqualTo("gra");
        hands.push(KeyCode.DOWN);
        assertThat(names()).as("Down brings it back").contains("Grace Hopper");
        hands.push(KeyCode.CONTROL, KeyCode.F);
        assertThat(list()).isEmpty();
    }

    @Test
    void inATransferItIsTheTarget() throws Exception {
        shown.publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        hands.push(KeyCode.CONTROL, KeyCode.T);
        Toolkit.settle();
        hands.write("sophie");
        hands.push(KeyCode.DOWN);
        hands.push(KeyCode.ENTER);
        assertThat(field("#transfer-target").getText()).isEqualTo("+33142685300");
        assertThat(shown.phone.asked()).as("not transferred yet").noneMatch(asked -> asked.contains("transfer"));
        hands.push(KeyCode.ENTER);
        assertThat(shown.phone.asked()).anyMatch(asked -> asked.contains("+33142685300"));
    }

    @Test
    void inANewMessageItIsWhoGetsIt() throws Exception {
        hands.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        hands.clickOn(shown.node("#message-new"));
        hands.write("mirza");
        hands.push(KeyCode.DOWN);
        hands.push(KeyCode.ENTER);
        assertThat(field("#message-to").getText()).isEqualTo("maryam");
        assertThat(field("#message-text").isFocused()).isTrue();
    }

    @Test
    void whenSomebodyIsForwardedItIsTheNewTarget() throws Exception {
        shown.publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        hands.clickOn(shown.node("#forward"));
        hands.write("emmy");
        hands.push(KeyCode.DOWN);
        hands.push(KeyCode.ENTER);
        assertThat(field("#forward-to").getText()).isEqualTo("emmy");
    }
}
