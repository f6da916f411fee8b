package app.trunkline.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.IdentitySettings;
import app.trunkline.settings.Secret;
import app.trunkline.settings.Settings;
import app.trunkline.settings.Transfers;
import app.trunkline.settings.WhileHeld;
import app.trunkline.ui.Hands;
import app.trunkline.ui.Theme;
import app.trunkline.ui.Toolkit;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.settings.SettingsActions.PasswordKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults a person must be led to: in a line not shown, in a part folded away, below the edge. */
class SettingsDialogFaultsTest {
    private static final AccountSettings LINE = RecordingSettings.line();

    private final Hands hands = new Hands();
    private final RecordingSettings settings = new RecordingSettings(
                    Settings.first().withAccounts(List.of(LINE)), List.of())
            .withPassword("a1", "hunter2");
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = Toolkit.call(() -> {
            var owner = new Stage();
            owner.setScene(new Scene(new Group()));
            owner.show();
            return new SettingsDialog(new SettingsViewModel(settings), new SuggestionsViewModel())
                    .show(owner, new Theme(Theme.Mode.LIGHT)::dress);
        });
        Toolkit.run(stage::requestFocus);
        Toolkit.settle();
    }

    @AfterEach
    void hide() throws Exception {
        Toolkit.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    private Node node(String selector) {
        return Objects.requireNonNull(stage.getScene().lookup(selector), selector);
    }

    private void click(String selector) throws Exception {
        hands.clickOn(node(selector));
    }

    private void set(String selector, String text) throws Exception {
        Toolkit.run(() -> ((TextField) node(selector)).setText(text));
    }

    private List<String> wordsUnder(String selector) {
        return node(selector).getParent().lookupAll(".form-help").stream()
                .map(help -> ((Label) help).getText())
                .toList();
    }

    private ComboBox<?> lines() {
        return (ComboBox<?>) stage.getScene().getRoot().lookupAll(".combo-box").stream()
                .filter(box -> "Line".equals(box.getAccessibleText()))
                .findFirst()
                .orElseThrow();
    }

    private void assertInSight(String selector) {
        var field = node(selector).localToScene(node(selector).getLayoutBounds());
        var pane = (ScrollPane) stage.getScene().getRoot().lookupAll(".scroll-pane").stream()
                .filter(scroll -> scroll.lookup(selector) != null)
                .findFirst()
                .orElseThrow();
        var sight = pane.localToScene(pane.getLayoutBounds());
        assertThat(field.getMinY()).as("top of " + selector).isBetween(sight.getMinY(), sight.getMaxY());
        assertThat(field.getMaxY()).as("foot of " + selector).isBetween(sight.getMinY(), sight.getMaxY());
    }

    @Test
    void aFaultInALineThatIsNotShownIsShown() throws Exception {
        set("#server", "ws://sip.example.com");
        click("#add-line");
        set("#server", "wss://other.example.com");
        set("#user", "trunk_67890");
        click("#save");
        assertThat(settings.saved).isEmpty();
        assertThat(((TextField) node("#user")).getText())
                .isEqualTo(LINE.identity().user());
        assertThat(wordsUnder("#server")).anyMatch(words -> words.contains("wss://"));
        assertThat(stage.getScene().getFocusOwner()).isSameAs(node("#server"));
    }

    @Test
    void keepsFurtherNumbersAndWhomToBelieve() throws Exception {
        set("#numbers", "+1 415 555 0102, my second");
        click("#save");
        assertThat(settings.saved).isEmpty();
        assertThat(wordsUnder("#numbers")).anyMatch(words -> words.contains("“my second” has none"));
        set("#numbers", "+1 415 555 0102; +14155550103,");
        Toolkit.run(() -> ((TabPane) node(".tab-pane")).getSelectionModel().select(3));
        Toolkit.settle();
        assertThat(node("#identity-fetch").isDisabled()).isTrue();
        set("#identity-certificates", "/etc/callers");
        click("#identity-fetch");
        click("#save");
        var saved = settings.saved.getLast();
        assertThat(saved.accounts().getFirst().identity().numbers()).containsExactly("+1 415 555 0102", "+14155550103");
        assertThat(saved.identity()).isEqualTo(new IdentitySettings("/etc/callers", true));
    }

    @Test
    void whatTheOtherSideHearsIsChosenByMouseAndAFileThatIsNoneIsLedTo() throws Exception {
        Toolkit.run(() -> ((TabPane) node(".tab-pane")).getSelectionModel().select(2));
        Toolkit.settle();
        assertThat(node("#hold-music").isDisabled()).isTrue();
        Toolkit.run(() -> {
            ((ComboBox<?>) node("#transfers")).getSelectionModel().select(2);
            ((ComboBox<?>) node("#while-held")).getSelectionModel().select(2);
            ((TabPane) node(".tab-pane")).getSelectionModel().select(0);
        });
        click("#save");
        assertThat(settings.saved).isEmpty();
        assertThat(stage.getScene().getFocusOwner()).isSameAs(node("#hold-music"));
        assertInSight("#hold-music");
        assertThat(node("#hold-music").getParent().getParent().lookupAll(".form-help"))
                .map(help -> ((Label) help).getText())
                .containsExactly("Choose a WAV file.");
        set("#hold-music", "assets/sounds/hello.wav");
        click("#save");
        var saved = settings.saved.getLast().calls();
        assertThat(saved.transfers()).isEqualTo(Transfers.REFUSE);
        assertThat(saved.whileHeld()).isEqualTo(new WhileHeld(WhileHeld.Sound.FILE, "assets/sounds/hello.wav"));
    }

    @Test
    void aFaultIsShownAgainFromAnotherTab() throws Exception {
        set("#server", "ws://sip.example.com");
        for (var round = 0; round < 2; round++) {
            Toolkit.run(() -> ((TabPane) node(".tab-pane")).getSelectionModel().select(1));
            Toolkit.settle();
            click("#save");
            assertThat(stage.getScene().getFocusOwner()).isSameAs(node("#server"));
            assertInSight("#server");
        }
        assertThat(settings.saved).isEmpty();
    }

    @Test
    void aFaultFoldedAwayComesIntoSight() throws Exception {
        Toolkit.run(() -> stage.getScene().getRoot().lookupAll(".check-box").stream()
                .map(CheckBox.class::cast)
                .filter(box -> box.getText().startsWith("Send sound"))
                .forEach(box -> box.setSelected(true)));
        click("#save");
        assertThat(settings.saved).isEmpty();
        assertThat(wordsUnder("#turn")).anyMatch(words -> words.contains("TURN server"));
        assertThat(stage.getScene().getFocusOwner()).isSameAs(node("#turn"));
        assertInSight("#turn");
    }

    @Test
    void aChangedPasswordIsHandedOver() throws Exception {
        Toolkit.run(() -> ((PasswordField) node("#password")).setText("hunter3"));
        click("#save");
        assertThat(settings.changedPasswords).isEqualTo(Map.of(new PasswordKey("a1", Secret.SIP), "hunter3"));
    }

    @Test
    void theLastLineRemovedLeavesNoName() throws Exception {
        click("#remove-line");
        assertThat(lines().getValue()).isNull();
        click("#save");
        assertThat(settings.saved.getLast().accounts()).isEmpty();
    }

    @Test
    void aRemovedLinesPasswordIsForgotten() throws Exception {
        click("#remove-line");
        click("#save");
        assertThat(settings.changedPasswords).containsEntry(new PasswordKey("a1", Secret.SIP), "");
    }
}
