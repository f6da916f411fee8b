package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.ui.log.LogEntry;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The menu beside the search field: by mouse and by keyboard. */
class LogFilterTest {
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

    private List<LogEntry.Kind> kinds() {
        return ((ListView<?>) shown.node("#log"))
                .getItems().stream()
                        .map(LogEntry.class::cast)
                        .map(LogEntry::kind)
                        .distinct()
                        .toList();
    }

    private void choose(int number) throws Exception {
        hands.clickOn(shown.node("#log-menu"));
        Toolkit.settle();
        for (var down = 0; down < number; down++) {
            hands.push(KeyCode.DOWN);
            Toolkit.settle();
        }
        hands.push(KeyCode.ENTER);
        Toolkit.settle();
    }

    @Test
    void showsTheMissedCallsAlone() throws Exception {
        assertThat(kinds()).hasSizeGreaterThan(1);
        assertThat(shown.node("#log-menu").getAccessibleText()).isEqualTo("Filter and export");
        choose(2);
        assertThat(kinds()).containsExactly(LogEntry.Kind.MISSED);
        assertThat(shown.node("#log-menu").getAccessibleText()).isEqualTo("Filter: Missed");
        choose(1);
        assertThat(kinds()).hasSizeGreaterThan(1);
    }

    @Test
    void showsTheCallsOfOneLine() throws Exception {
        shown.publish(Samples.phone(List.of(Samples.ready(), Samples.line("home", "Home"))));
        // Behind the four kinds, "All lines" and "Office".
        choose(7);
        assertThat(kinds()).isEmpty();
        assertThat(shown.node("#log-menu").getAccessibleText()).isEqualTo("Filter: All calls  ·  Home");
        // A line that is gone filters nothing.
        shown.publish(Samples.phone());
        assertThat(kinds()).isNotEmpty();
    }
}
