package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.session.Abilities;
import app.trunkline.session.Press;
import app.trunkline.session.SessionView;
import app.trunkline.session.SessionView.Entry;
import app.trunkline.session.SessionView.Notice;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.SessionSettings;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Hold;
import app.trunkline.store.CallRecord;
import java.util.List;
import java.util.Optional;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The desktop around the window: what it is told, and what a press there does. */
class SessionViewModelTest {
    private static final Abilities ALL = new Abilities(true, true, true);

    private ShownPhone shown;

    @BeforeEach
    void show() throws Exception {
        shown = new ShownPhone();
        Toolkit.run(shown.desktop::openSession);
    }

    @AfterEach
    void hide() throws Exception {
        shown.close();
    }

    private SessionView view() {
        return shown.session.view;
    }

    private String words() {
        return view().tray().orElseThrow().words();
    }

    private List<String> menu() {
        return view().tray().orElseThrow().menu().stream().map(Entry::words).toList();
    }

    private void able(Abilities abilities) throws Exception {
        shown.session.abilities.set(abilities);
        Toolkit.settle();
    }

    private void press(Press press) throws Exception {
        shown.session.press(press);
        Toolkit.settle();
    }

    private boolean windowShows() throws Exception {
        return Toolkit.call(shown.stage::isShowing);
    }

    @Test
    void theTrayShowsTheStateAndItsMenuFitsIt() throws Exception {
        assertThat(words()).isEqualTo("Ready");
        assertThat(menu()).containsExactly("Show Trunkline", "Do not disturb", "Quit");
        shown.publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        assertThat(words()).isEqualTo("Grace Hopper is calling");
        assertThat(menu()).startsWith("Answer", "Decline", "Show Trunkline");
        assertThat(view().tray().orElseThrow().urgent()).isTrue();
        shown.publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        assertThat(words()).isEqualTo("In a call with Grace Hopper");
        assertThat(menu()).startsWith("Hang up Grace Hopper", "Show Trunkline");
        shown.publish(Samples.phone(List.of(Samples.refused())));
        assertThat(words()).isEqualTo("Not connected: no calls can come in");
    }

    @Test
    void doNotDisturbIsTickedInTheMenu() throws Exception {
        shown.publish(Samples.phone());
        var quiet = new app.trunkline.phone.PhoneSnapshot(
                List.of(Samples.ready()), List.of(), 0, CallSettings.DEFAULT.disturb(true));
        shown.publish(quiet);
        assertThat(words()).isEqualTo("Do not disturb is on");
        assertThat(view().tray().orElseThrow().menu())
                .contains(new Entry(new Press.Disturb(), "Do not disturb", Optional.of(true)));
    }

    @Test
    void aPressInTheTrayIsACommand() throws Exception {
        shown.publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        press(new Press.Decline("1"));
        press(new Press.Answer("1"));
        shown.publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        press(new Press.HangUp("1"));
        press(new Press.Disturb());
        assertThat(shown.phone.asked())
                .startsWith("reject 1 603", "answer 1", "hangup 1")
                .hasSize(4);
    }

    @Test
    void quitFromTheTrayAsksInTheWindowWhileThereIsACall() throws Exception {
        press(new Press.Quit());
        assertThat(shown.ways).containsExactly("quit");
        shown.publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        press(new Press.Quit());
        assertThat(shown.ways).containsExactly("quit");
        assertThat(shown.node("#quit-question").isVisible()).isTrue();
    }

    /** Card, notification or pop-up: one of them. */
    @Test
    void aCallIsToldOnce() throws Exception {
        able(ALL);
        shown.publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        assertThat(view().notices()).as("the card is in sight").isEmpty();
        var other = ShownPhone.workElsewhere();
        assertThat(view().notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.title()).isEqualTo("Grace Hopper"))
                .satisfies(notice -> assertThat(notice.body()).contains("(415) 555-0123", "Incoming call"))
                .satisfies(notice ->
                        assertThat(notice.buttons()).extracting(Entry::words).containsExactly("Answer", "Decline"));
        assertThat(ShownPhone.incoming()).isEmpty();
        able(new Abilities(true, true, false));
        assertThat(view().notices()).as("nothing to answer with").isEmpty();
        assertThat(ShownPhone.incoming()).isPresent();
        able(ALL);
        assertThat(ShownPhone.incoming()).isEmpty();
        shown.publish(Samples.phone());
        assertThat(view().notices()).isEmpty();
        Toolkit.run(other::hide);
    }

    @Test
    void closingGoesToTheTrayWhereThereIsOneAndComesBackWithoutIt() throws Exception {
        able(ALL);
        Toolkit.run(() -> shown.stage.getOnCloseRequest().handle(closeRequest(shown.stage)));
        Toolkit.settle();
        assertThat(windowShows()).isFalse();
        assertThat(view().notices())
                .extracting(Notice::body)
                .singleElement()
                .asString()
                .contains("still in the tray");
        press(new Press.Show());
        assertThat(windowShows()).isTrue();
        Toolkit.run(() -> shown.stage.getOnCloseRequest().handle(closeRequest(shown.stage)));
        Toolkit.settle();
        assertThat(windowShows()).isFalse();
        able(Abilities.NONE);
        assertThat(windowShows()).as("a tray that goes takes no window along").isTrue();
        assertThat(Toolkit.call(shown.stage::isIconified)).isTrue();
    }

    private static javafx.stage.WindowEvent closeRequest(Stage stage) {
        return new javafx.stage.WindowEvent(stage, javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST);
    }

    @Test
    void playersAreSilentAndTheScreenIsAwakeInACall() throws Exception {
        shown.publish(Samples.phone(Samples.incoming("1", Samples.GRACE)));
        assertThat(view().hush()).isTrue();
        assertThat(view().awake()).isEmpty();
        shown.publish(Samples.phone(Samples.talking("1", Samples.GRACE, Hold.NONE, false)));
        assertThat(view().awake()).isPresent();
        shown.settings.set(SessionSettings.DEFAULT.withPausePlayers(false));
        Toolkit.settle();
        assertThat(view().hush()).isFalse();
        shown.publish(Samples.phone(
                Samples.in(Samples.incoming("1", Samples.GRACE), Samples.ended(EndReason.Kind.HUNG_UP_THERE, 0))));
        assertThat(view().awake()).isEmpty();
    }

    private static CallRecord missed(int minutes) {
        return Samples.calls().stream()
                .filter(call -> call.outcome() == CallRecord.Outcome.MISSED)
                .findFirst()
                .orElseThrow()
                .with(call -> call.id(90 + minutes).started(Samples.NOW.plusSeconds(60L * minutes)));
    }

    @Test
    void missedCallsCountUntilTheyAreLookedAt() throws Exception {
        var other = ShownPhone.workElsewhere();
        shown.log.add(missed(1));
        Toolkit.settle();
        assertThat(shown.node("#place-calls-badge").isVisible()).isTrue();
        assertThat(words()).isEqualTo("Missed call");
        shown.log.add(missed(2));
        Toolkit.settle();
        assertThat(words()).isEqualTo("2 missed calls");
        assertThat(view().unseen()).isEqualTo(2 + 2);
        assertThat(view().notices()).extracting(Notice::title).contains("2 missed calls");
        Toolkit.run(other::hide);
        press(new Press.ShowMissed());
        Toolkit.run(() -> shown.stage.requestFocus());
        Toolkit.settle();
        assertThat(shown.node("#place-calls-badge").isVisible()).isFalse();
        assertThat(words()).isEqualTo("Ready");
        assertThat(shown.settings.get().looked())
                .isEqualTo(Samples.NOW.plusSeconds(120).getEpochSecond());
    }
}
