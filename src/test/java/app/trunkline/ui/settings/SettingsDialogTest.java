package app.trunkline.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.media.AudioDevices;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AudioSettings;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.Secret;
import app.trunkline.settings.Settings;
import app.trunkline.ui.Hands;
import app.trunkline.ui.Theme;
import app.trunkline.ui.Toolkit;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.settings.SettingsActions.CheckStep;
import app.trunkline.ui.settings.SettingsActions.PasswordKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The settings dialog as a person uses it, by mouse and keyboard, on JavaFX's headless platform. */
class SettingsDialogTest {
    private static final List<CheckStep> STEPS = List.of(
            new CheckStep("Name look-up", CheckStep.Outcome.GOOD, "192.0.2.1"),
            new CheckStep("Registration", CheckStep.Outcome.BAD, "The password is wrong."),
            new CheckStep("TURN", CheckStep.Outcome.SKIPPED, "None is set."));

    private final Hands hands = new Hands();

    @AfterEach
    void hide() throws Exception {
        Toolkit.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    private static Stage open(RecordingSettings settings) throws Exception {
        var stage = Toolkit.call(() -> {
            var owner = new Stage();
            owner.setScene(new Scene(new Group()));
            owner.show();
            return new SettingsDialog(new SettingsViewModel(settings), new SuggestionsViewModel())
                    .show(owner, new Theme(Theme.Mode.LIGHT)::dress);
        });
        Toolkit.run(stage::requestFocus);
        Toolkit.settle();
        return stage;
    }

    private static RecordingSettings newcomer() {
        return new RecordingSettings(Settings.first(), STEPS);
    }

    private static RecordingSettings owner() {
        return new RecordingSettings(Settings.first().withAccounts(List.of(RecordingSettings.line())), STEPS)
                .withPassword("a1", "hunter2");
    }

    private static Node node(Stage stage, String selector) {
        return Objects.requireNonNull(stage.getScene().lookup(selector), selector);
    }

    private void type(Stage stage, String selector, String text) throws Exception {
        hands.clickOn(node(stage, selector));
        hands.write(text);
    }

    /** As by typing, in no time. */
    private static void set(Stage stage, String selector, String text) throws Exception {
        Toolkit.run(() -> ((TextField) node(stage, selector)).setText(text));
    }

    private void click(Stage stage, String selector) throws Exception {
        hands.clickOn(node(stage, selector));
    }

    private static void tab(Stage stage, int index) throws Exception {
        Toolkit.run(
                () -> ((TabPane) node(stage, ".tab-pane")).getSelectionModel().select(index));
        Toolkit.settle();
    }

    @Test
    void keepsAFirstLineAsTyped() throws Exception {
        var settings = newcomer();
        var stage = open(settings);
        type(stage, "#server", "wss://sip.example.com");
        type(stage, "#user", "trunk_12345");
        type(stage, "#password", "s3cret");
        click(stage, "#save");
        assertThat(stage.isShowing()).isFalse();
        assertThat(settings.saved).singleElement().satisfies(saved -> {
            var line = saved.accounts().getFirst();
            assertThat(line.server().addresses()).isEqualTo("wss://sip.example.com");
            assertThat(line.identity().user()).isEqualTo("trunk_12345");
            assertThat(settings.changedPasswords).isEqualTo(Map.of(new PasswordKey(line.id(), Secret.SIP), "s3cret"));
        });
        assertThat(settings.unwatched()).isTrue();
    }

    @Test
    void escapeAndTheCloseButtonAskWhereSomethingWouldBeLost() throws Exception {
        var settings = owner();
        var stage = open(settings);
        set(stage, "#user", "trunk_54321");
        hands.push(KeyCode.ESCAPE);
        assertThat(stage.isShowing()).isTrue();
        assertThat(node(stage, "#unsaved").isVisible()).isTrue();
        hands.push(KeyCode.ESCAPE);
        assertThat(stage.isShowing()).as("Escape takes the question back").isTrue();
        assertThat(node(stage, "#unsaved").isVisible()).isFalse();

        Toolkit.run(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        Toolkit.settle();
        click(stage, "#keep-editing");
        assertThat(((TextField) node(stage, "#user")).getText()).isEqualTo("trunk_54321");
        hands.push(KeyCode.ESCAPE);
        click(stage, "#save-now");
        assertThat(stage.isShowing()).isFalse();
        assertThat(settings.saved.getLast().accounts().getFirst().identity().user())
                .isEqualTo("trunk_54321");
    }

    @Test
    void whatIsDiscardedIsAskedForOnceAndWhatIsNotChangedNever() throws Exception {
        var settings = owner();
        var unchanged = open(settings);
        hands.push(KeyCode.ESCAPE);
        assertThat(unchanged.isShowing()).isFalse();

        var stage = open(settings);
        set(stage, "#password", "other");
        hands.push(KeyCode.ESCAPE);
        click(stage, "#discard");
        assertThat(stage.isShowing()).isFalse();
        assertThat(settings.saved).isEmpty();

        var cancelled = open(settings);
        set(cancelled, "#password", "other");
        click(cancelled, "#cancel");
        assertThat(cancelled.isShowing()).as("Cancel says what it does").isFalse();
        var again = open(settings);
        assertThat(((TextField) node(again, "#password")).getText()).isEqualTo("hunter2");
        assertThat(settings.saved).isEmpty();
    }

    @Test
    void aRemovedLineComesBackInItsPlace() throws Exception {
        var second = RecordingSettings.line().withId("a2").withName("Home");
        var settings =
                new RecordingSettings(Settings.first().withAccounts(List.of(RecordingSettings.line(), second)), STEPS);
        var stage = open(settings);
        click(stage, "#remove-line");
        assertThat(node(stage, "#undo-bar").isVisible()).isTrue();
        click(stage, "#undo");
        click(stage, "#save");
        assertThat(settings.saved.getLast().accounts())
                .extracting(AccountSettings::id)
                .containsExactly("a1", "a2");
    }

    @Test
    void beginsAtWhatTheLineLacks() throws Exception {
        var newcomer = open(newcomer());
        assertThat(newcomer.getScene().getFocusOwner()).isSameAs(node(newcomer, "#server"));
        Toolkit.run(newcomer::hide);

        var settings = new RecordingSettings(Settings.first().withAccounts(List.of(RecordingSettings.line())), STEPS);
        var locked = open(settings);
        assertThat(locked.getScene().getFocusOwner()).isSameAs(node(locked, "#password"));
        hands.write("s3cret");
        hands.push(KeyCode.ENTER);
        assertThat(locked.isShowing()).isFalse();
        assertThat(settings.changedPasswords).isEqualTo(Map.of(new PasswordKey("a1", Secret.SIP), "s3cret"));
    }

    @Test
    void aServerThatIsNoUrlIsToldUnderItsFieldAndNothingIsKept() throws Exception {
        for (var wrong : List.of("http//nonsense", "ws://sip.example.com")) {
            var settings = newcomer();
            var stage = open(settings);
            set(stage, "#server", wrong);
            set(stage, "#user", "trunk_12345");
            click(stage, "#save");
            assertThat(stage.isShowing()).isTrue();
            assertThat(settings.saved).isEmpty();
            var words = node(stage, "#server").getParent().lookupAll(".form-help").stream()
                    .map(help -> ((Label) help).getText())
                    .toList();
            assertThat(words).as(wrong).anyMatch(text -> text.contains("wss://"));
            assertThat(stage.getScene().getFocusOwner()).isSameAs(node(stage, "#server"));
            Toolkit.run(stage::hide);
        }
    }

    @Test
    void aPasswordIsShownOnDemandAndHandedOverOnlyWhenChanged() throws Exception {
        var settings = owner();
        var stage = open(settings);
        assertThat(node(stage, "#password-shown").isVisible()).isFalse();
        click(stage, "#show-password");
        var shown = (TextField) node(stage, "#password-shown");
        assertThat(shown.isVisible()).isTrue();
        assertThat(shown.getText()).isEqualTo("hunter2");
        click(stage, "#save");
        assertThat(settings.saved).hasSize(1);
        assertThat(settings.changedPasswords).isEmpty();
    }

    @Test
    void showsEachStepOfALinesTest() throws Exception {
        var settings = owner();
        var stage = open(settings);
        Toolkit.run(((Button) node(stage, "#check"))::fire);
        Toolkit.settle();
        assertThat(settings.asked).containsExactly("check trunk_12345 with hunter2");
        for (var step : STEPS) {
            assertThat(stage.getScene().getRoot().lookupAll(".form-help"))
                    .anyMatch(label -> label instanceof Label l && l.getText().equals(step.words()));
        }
        assertThat(stage.getScene().getRoot().lookupAll(".check-bad")).hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<String> box(Stage stage, String selector) {
        return (ComboBox<String>) node(stage, selector);
    }

    private static String shown(ComboBox<String> box) {
        return box.getConverter().toString(box.getValue());
    }

    @Test
    void devicesRenewThemselvesAndAChosenOneStaysChosen() throws Exception {
        var settings = new RecordingSettings(
                Settings.first().withAudio(new AudioSettings("usb-mic", "usb-out", "speakers", true)), STEPS);
        var stage = open(settings);
        tab(stage, 1);
        var speaker = box(stage, "#speaker");
        assertThat(shown(speaker)).isEqualTo("USB headset");
        Toolkit.run(() -> settings.set(new AudioDevices(
                AudioDevices.Status.READY,
                List.of(RecordingSettings.BUILT_IN_MIC),
                List.of(RecordingSettings.SPEAKERS))));
        Toolkit.settle();
        assertThat(speaker.getValue()).isEqualTo("usb-out");
        assertThat(shown(speaker)).isEqualTo("USB headset (not connected)");
        click(stage, "#save");
        assertThat(settings.saved.getFirst().audio().speaker()).isEqualTo("usb-out");
    }

    @Test
    void eachDeviceHasATestOfItsOwn() throws Exception {
        var settings = new RecordingSettings(
                Settings.first().withAudio(new AudioSettings("usb-mic", "usb-out", "speakers", true)), STEPS);
        var stage = open(settings);
        tab(stage, 1);
        click(stage, "#test-speaker");
        click(stage, "#test-ringer");
        click(stage, "#test-microphone");
        click(stage, "#test-microphone");
        assertThat(settings.asked)
                .containsExactly(
                        "sound SPEAKER usb-out", "sound RINGER speakers", "microphone usb-mic", "microphone off");
    }

    @Test
    void linesAreAddedAndRemoved() throws Exception {
        var settings = owner();
        var stage = open(settings);
        click(stage, "#add-line");
        set(stage, "#server", "wss://other.example.com");
        set(stage, "#user", "trunk_67890");
        click(stage, "#save");
        assertThat(settings.saved.getLast().accounts())
                .extracting(line -> line.identity().user())
                .containsExactly("trunk_12345", "trunk_67890");
        var again = open(settings);
        click(again, "#remove-line");
        click(again, "#save");
        assertThat(settings.saved.getLast().accounts())
                .extracting(line -> line.identity().user())
                .containsExactly("trunk_67890");
    }

    @Test
    void keepsWhatTheTelephoneDoesByItself() throws Exception {
        var settings = owner();
        var stage = open(settings);
        tab(stage, 2);
        click(stage, "#dnd-on");
        set(stage, "#forward-no-answer", "+1 415 555 0146");
        set(stage, "#blocked", "+1 900*");
        click(stage, "#save");
        assertThat(settings.saved).singleElement().satisfies(saved -> {
            assertThat(saved.calls().doNotDisturb().on()).isTrue();
            assertThat(saved.calls().forwarding().noAnswer()).isEqualTo("+1 415 555 0146");
            assertThat(saved.calls().screening().blocked()).containsExactly("+1 900*");
            assertThat(saved.calls().mostCalls()).isEqualTo(4);
        });
    }

    @Test
    void leadsToATargetThatCannotBeCalled() throws Exception {
        var settings = owner();
        var stage = open(settings);
        tab(stage, 2);
        set(stage, "#forward-busy", "bob\"x");
        tab(stage, 0);
        click(stage, "#save");
        assertThat(stage.isShowing()).isTrue();
        assertThat(settings.saved).isEmpty();
        assertThat(((TabPane) node(stage, ".tab-pane")).getSelectionModel().getSelectedIndex())
                .isEqualTo(2);
        assertThat(node(stage, "#forward-busy").isFocused()).isTrue();
    }

    @Test
    void aRuleNamesALine() throws Exception {
        var settings = owner();
        var stage = open(settings);
        tab(stage, 2);
        Toolkit.run(() -> ((Button) node(stage, "#add-rule")).fire());
        Toolkit.settle();
        set(stage, "#rule-prefix-1", "+44");
        Toolkit.run(() -> {
            @SuppressWarnings("unchecked")
            var line = (ComboBox<String>) node(stage, "#rule-line-1");
            assertThat(line.getConverter().toString(line.getItems().getFirst())).isEqualTo("Office");
            line.setValue(line.getItems().getFirst());
        });
        click(stage, "#save");
        assertThat(settings.saved.getFirst().calls().lineRules())
                .containsExactly(new CallSettings.LineRule("+44", "a1"));
    }
}
