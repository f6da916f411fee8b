package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted, or typed and left, comes back with one click or key. */
class UndoTest {
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

    private ListView<?> list(String selector) {
        return (ListView<?>) shown.node(selector);
    }

    private List<?> deleteFirst(String selector) throws Exception {
        var before = List.copyOf(list(selector).getItems());
        Toolkit.run(() -> {
            list(selector).requestFocus();
            list(selector).getSelectionModel().selectFirst();
        });
        hands.push(KeyCode.DELETE);
        Toolkit.settle();
        assertThat(list(selector).getItems()).hasSize(before.size() - 1);
        return before;
    }

    private String offered() {
        var bar = shown.node("#undo-bar");
        return bar.isVisible() ? ((Label) bar.lookup(".label")).getText().replace('\n', ' ') : "";
    }

    @Test
    void anEntryOfTheLogComesBackByMouse() throws Exception {
        assertThat(offered()).isEmpty();
        var before = deleteFirst("#log");
        assertThat(offered()).isEqualTo("The call with Grace Hopper was deleted from the log.");
        hands.clickOn(shown.node("#undo"));
        Toolkit.settle();
        assertThat(list("#log").getItems()).isEqualTo(before);
        assertThat(offered()).isEmpty();
    }

    @Test
    void aContactComesBackByKey() throws Exception {
        hands.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        var before = deleteFirst("#contacts");
        assertThat(offered()).isEqualTo("Ada Lovelace was deleted.");
        hands.push(KeyCode.CONTROL, KeyCode.Z);
        Toolkit.settle();
        assertThat(list("#contacts").getItems()).isEqualTo(before);
        hands.push(KeyCode.CONTROL, KeyCode.Z);
        Toolkit.settle();
        assertThat(list("#contacts").getItems()).as("nothing more to undo").isEqualTo(before);
    }

    @Test
    void aConversationComesBackWithItsMessages() throws Exception {
        hands.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        var before = deleteFirst("#conversations");
        assertThat(offered()).isEqualTo("The conversation with Grace Hopper was deleted.");
        hands.clickOn(shown.node("#undo"));
        Toolkit.settle();
        assertThat(list("#conversations").getItems()).isEqualTo(before);
    }

    @Test
    void whatWasTypedIntoTheFormOfAContactComesBack() throws Exception {
        hands.clickOn(shown.node("#place-contacts"));
        hands.clickOn(shown.node("#contact-add"));
        hands.push(KeyCode.ESCAPE);
        Toolkit.settle();
        assertThat(offered()).as("nothing was typed").isEmpty();

        hands.clickOn(shown.node("#contact-add"));
        hands.write("Hedy");
        hands.push(KeyCode.ESCAPE);
        Toolkit.settle();
        assertThat(shown.node("#contacts").isVisible()).isTrue();
        assertThat(offered()).isEqualTo("Your changes to Hedy were not saved.");
        hands.clickOn(shown.node("#undo"));
        Toolkit.settle();
        var name = (TextField) shown.node("#contact-name");
        assertThat(name.getText()).isEqualTo("Hedy");
        hands.clickOn(shown.node("#contact-numbers"));
        hands.write("hedy");
        hands.clickOn(shown.node("#contact-save"));
        Toolkit.settle();
        assertThat(list("#contacts").getItems()).hasSize(7);
        assertThat(offered()).isEmpty();
    }

    @Test
    void theNextDeletionTakesThePlaceOfTheLast() throws Exception {
        deleteFirst("#log");
        var before = deleteFirst("#log");
        assertThat(offered()).isEqualTo("The call with Ada Lovelace was deleted from the log.");
        hands.clickOn(shown.node("#undo"));
        Toolkit.settle();
        assertThat(list("#log").getItems()).isEqualTo(before);
    }
}
