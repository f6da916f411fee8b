package app.trunkline.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.settings.Settings;
import app.trunkline.settings.UpdateSettings;
import app.trunkline.ui.Samples;
import app.trunkline.ui.Theme;
import app.trunkline.ui.Toolkit;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.update.Finding;
import java.util.List;
import java.util.Objects;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the settings say of updates: by the view model, and once through the window. */
class UpdateFormTest {
    private static final String PLACE = "https://updates.example.com/release.json";

    @AfterEach
    void hide() throws Exception {
        Toolkit.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    private static RecordingSettings settings(UpdateSettings updates, boolean managed) {
        return new RecordingSettings(Settings.first().withUpdates(updates).withManaged(managed), List.of());
    }

    @Test
    void isOffWithoutAnAddressAndOnWithOne() {
        var model = new UpdateFormViewModel(settings(UpdateSettings.DEFAULT, false));
        assertThat(model.on.get()).isFalse();
        assertThat(model.possible.get()).isFalse();
        model.address.set(PLACE);
        assertThat(model.on.get()).isTrue();
        assertThat(model.possible.get()).isTrue();
        assertThat(model.checked()).contains(new UpdateSettings(PLACE, false, ""));
    }

    @Test
    void aPersonsNoOutlivesTheAddress() {
        var model = new UpdateFormViewModel(settings(new UpdateSettings(PLACE, false, "0.2.0"), false));
        assertThat(model.on.get()).isTrue();
        model.on.set(false);
        model.address.set("");
        model.address.set(PLACE + "2");
        assertThat(model.on.get()).isFalse();
        assertThat(model.checked()).contains(new UpdateSettings(PLACE + "2", true, "0.2.0"));
    }

    @Test
    void theBuildsOwnAddressIsAskedWhereNoneIsTyped() {
        var settings = settings(UpdateSettings.DEFAULT, false);
        settings.updateAddress = PLACE;
        var model = new UpdateFormViewModel(settings);
        assertThat(model.on.get()).isTrue();
        model.check();
        assertThat(settings.asked).containsExactly("updates at " + PLACE);
        assertThat(model.answer.get()).isEqualTo("This is the newest Trunkline.");
        assertThat(model.checked()).contains(UpdateSettings.DEFAULT);
    }

    @Test
    void anAdministratorsSeatAsksNothing() {
        var settings = settings(new UpdateSettings(PLACE, false, ""), true);
        var model = new UpdateFormViewModel(settings);
        assertThat(model.on.get()).isFalse();
        assertThat(model.possible.get()).isFalse();
        assertThat(model.checked()).contains(new UpdateSettings(PLACE, false, ""));
    }

    @Test
    void neitherKeepsNorAsksAnAddressWithoutHttps() {
        var settings = settings(UpdateSettings.DEFAULT, false);
        var model = new UpdateFormViewModel(settings);
        model.address.set("http://example.com/release.json");
        model.check();
        assertThat(model.fault.get()).contains("https address");
        assertThat(settings.asked).isEmpty();
        model.address.set("http://example.com/");
        assertThat(model.fault.get()).isEmpty();
        assertThat(model.checked()).isEmpty();
        assertThat(model.fault.get()).contains("https address");
    }

    @Test
    void whatIsNotBelievedIsNotExplained() {
        for (var finding : List.of(new Finding.Unbelievable(), new Finding.Unreachable(), new Finding.NoKey())) {
            var model = new UpdateFormViewModel(
                    settings(new UpdateSettings(PLACE, false, ""), false).withFinding(finding));
            model.check();
            assertThat(model.answer.get())
                    .startsWith("Updates could not be checked")
                    .doesNotContain("sign");
            assertThat(model.newer.get()).isEmpty();
        }
    }

    @Test
    void checksByHandAndShowsTheWayToThePage() throws Exception {
        var settings = settings(UpdateSettings.DEFAULT, false).withFinding(new Finding.Newer(Samples.release()));
        var stage = open(settings);
        assertThat(node(stage, "#update-now").isDisabled()).isTrue();
        Toolkit.run(() -> ((TextField) node(stage, "#update-address")).setText(PLACE));
        Toolkit.settle();
        assertThat(((CheckBox) node(stage, "#update-on")).isSelected()).isTrue();
        assertThat(node(stage, "#update-page").isVisible()).isFalse();
        fire(stage, "#update-now");
        fire(stage, "#update-page");
        assertThat(((Button) node(stage, "#update-now")).getParent().getParent().getChildrenUnmodifiable())
                .anySatisfy(label -> assertThat(label)
                        .isInstanceOfSatisfying(
                                Label.class,
                                words -> assertThat(words.getText())
                                        .isEqualTo("Trunkline 0.2.0 of 1 December 2026 is available.")));
        assertThat(settings.asked).contains("updates at " + PLACE, "read https://example.com/trunkline/");
        fire(stage, "#save");
        assertThat(settings.saved)
                .singleElement()
                .satisfies(saved -> assertThat(saved.updates()).isEqualTo(new UpdateSettings(PLACE, false, "")));
    }

    @Test
    void leadsToAnAddressThatCannotBeUsed() throws Exception {
        var settings = settings(UpdateSettings.DEFAULT, false);
        var stage = open(settings);
        Toolkit.run(() -> ((TextField) node(stage, "#update-address")).setText("ftp://example.com"));
        Toolkit.run(() -> tabs(stage).getSelectionModel().select(0));
        fire(stage, "#save");
        assertThat(stage.isShowing()).isTrue();
        assertThat(settings.saved).isEmpty();
        assertThat(tabs(stage).getSelectionModel().getSelectedIndex()).isEqualTo(4);
        assertThat(node(stage, "#update-address").isFocused()).isTrue();
    }

    private static Stage open(RecordingSettings settings) throws Exception {
        var stage = Toolkit.call(() -> {
            var owner = new Stage();
            owner.setScene(new Scene(new Group()));
            owner.show();
            return new SettingsDialog(new SettingsViewModel(settings), new SuggestionsViewModel())
                    .show(owner, new Theme(Theme.Mode.LIGHT)::dress);
        });
        Toolkit.settle();
        Toolkit.run(() -> tabs(stage).getSelectionModel().select(4));
        Toolkit.run(stage::requestFocus);
        Toolkit.settle();
        return stage;
    }

    private static TabPane tabs(Stage stage) {
        return (TabPane) node(stage, ".tab-pane");
    }

    private static void fire(Stage stage, String selector) throws Exception {
        Toolkit.run(() -> ((Button) node(stage, selector)).fire());
        Toolkit.settle();
    }

    private static Node node(Stage stage, String selector) {
        return Objects.requireNonNull(stage.getScene().lookup(selector), selector);
    }
}
