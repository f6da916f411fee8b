package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.text.Texts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuitViewModelTest {
    private final List<String> done = new ArrayList<>();
    private final QuitViewModel quit = new QuitViewModel(
            new Texts(),
            new QuitViewModel.Ways(() -> done.add("quit"), () -> done.add("minimise"), words -> done.add("told")));

    @Test
    void closingKeepsRunningAndSaysSoOnce() {
        quit.apply(Samples.phone());
        quit.close();
        quit.close();
        assertThat(done).containsExactly("told", "minimise", "minimise");
        assertThat(quit.question().get()).isEmpty();
        quit.quit();
        assertThat(done).endsWith("quit");
    }

    @Test
    void closingInACallAsks() {
        quit.apply(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        quit.close();
        assertThat(quit.question().get()).isEqualTo("You are in a call. Quitting hangs up.");
        assertThat(done).isEmpty();
        quit.stay();
        assertThat(quit.question().get()).isEmpty();
        quit.close();
        quit.leave();
        assertThat(done).containsExactly("quit");
    }

    @Test
    void quittingAsksWhateverTheCallIsAt() {
        quit.apply(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        quit.quit();
        assertThat(quit.question().get()).isEqualTo("There is a call. Quitting ends it.");
        quit.apply(Samples.phone(
                Samples.talking("1", Samples.GRACE, Hold.NONE, false),
                Samples.talking("2", Samples.ADA, new Hold(true, false), false)));
        assertThat(quit.question().get()).isEqualTo("There are 2 calls. Quitting ends them all.");
        quit.apply(Samples.phone(Samples.outgoing("1", Samples.GRACE, Samples.ended(EndReason.Kind.BUSY, 486))));
        assertThat(quit.question().get()).as("nothing to ask any more").isEmpty();
        quit.quit();
        assertThat(done).containsExactly("quit");
    }

    @Test
    void withoutALineNoCallIsMissed() {
        quit.apply(Samples.phone(List.of()));
        quit.close();
        assertThat(done).containsExactly("quit");
    }
}
