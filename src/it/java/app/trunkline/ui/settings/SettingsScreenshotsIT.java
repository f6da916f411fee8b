package app.trunkline.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.it.Priority;
import app.trunkline.media.AudioDevices;
import app.trunkline.settings.AudioSettings;
import app.trunkline.settings.CallSettings;
import app.trunkline.settings.CallSettingsBuilder;
import app.trunkline.settings.Settings;
import app.trunkline.settings.WhileHeld;
import app.trunkline.ui.Photograph;
import app.trunkline.ui.Samples;
import app.trunkline.ui.Theme;
import app.trunkline.ui.Toolkit;
import app.trunkline.ui.kit.SuggestionsViewModel;
import app.trunkline.ui.settings.SettingsActions.CheckStep;
import app.trunkline.update.Finding;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of the settings dialog, light and dark, at 100 and 200 %. */
class SettingsScreenshotsIT {
    private static final List<CheckStep> STEPS = List.of(
            new CheckStep("Name look-up", CheckStep.Outcome.GOOD, "sip.example.com is 192.0.2.10."),
            new CheckStep("TCP", CheckStep.Outcome.GOOD, "Port 443 answers after 21 ms."),
            new CheckStep("TLS", CheckStep.Outcome.GOOD, "TLS 1.3, the certificate is valid for 62 days."),
            new CheckStep("WebSocket", CheckStep.Outcome.GOOD, "The server speaks SIP."),
            new CheckStep(
                    "Registration",
                    CheckStep.Outcome.BAD,
                    "The server does not accept this user name and password. Check both, and the authorisation name."),
            new CheckStep("STUN/TURN", CheckStep.Outcome.SKIPPED, "None is set."),
            new CheckStep("Sound", CheckStep.Outcome.GOOD, "USB headset, Speakers."));

    /** What is photographed. */
    enum Scenery {
        LINE,
        LINE_MORE,
        LINE_FAULT,
        LINE_TEST,
        SOUND,
        SOUND_NONE,
        IDENTITY,
        CALLS,
        CALLS_FAULT,
        CALLS_FAR_SIDE,
        CALLS_MORE,
        GENERAL,
        GENERAL_UPDATE,
        GENERAL_MANAGED
    }

    @BeforeAll
    static void giveWayToSound() {
        Priority.lower();
    }

    @ParameterizedTest
    @EnumSource
    void photographs(Scenery scenery) throws Exception {
        photograph(scenery, Theme.Mode.LIGHT);
        photograph(scenery, Theme.Mode.DARK);
    }

    private static void photograph(Scenery scenery, Theme.Mode mode) throws Exception {
        var settings = new RecordingSettings(
                        first(scenery == Scenery.GENERAL_MANAGED)
                                .withAccounts(List.of(RecordingSettings.line()))
                                .withCalls(rules())
                                .withAudio(new AudioSettings("usb-mic", "usb-out", "speakers", true)),
                        STEPS)
                .withPassword("a1", "correct horse")
                .withFinding(new Finding.Newer(Samples.release()));
        var stage = Toolkit.call(() -> {
            var owner = new Stage();
            owner.show();
            return new SettingsDialog(new SettingsViewModel(settings), new SuggestionsViewModel())
                    .show(owner, new Theme(mode)::dress);
        });
        Toolkit.settle();
        Toolkit.run(() -> direct(stage, scenery, settings));
        Toolkit.settle();
        Toolkit.run(() -> {
            if (scenery == Scenery.LINE_TEST
                    || scenery == Scenery.LINE_MORE
                    || scenery == Scenery.GENERAL_UPDATE
                    || scenery == Scenery.GENERAL_MANAGED) {
                var tabs = (TabPane) node(stage, ".tab-pane");
                ((ScrollPane) tabs.getSelectionModel().getSelectedItem().getContent()).setVvalue(1);
            }
        });
        Toolkit.settle();
        var name = "settings-" + scenery.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + (mode == Theme.Mode.DARK ? "-dark" : "");
        Photograph.take(stage, name);
        var faults = Toolkit.call(() -> Photograph.faults(stage.getScene().getRoot()));
        Toolkit.run(() -> {
            var owner = stage.getOwner();
            stage.hide();
            owner.hide();
        });
        assertThat(faults).as(name).isEmpty();
        assertThat(Files.size(Photograph.FOLDER.resolve(name + ".png"))).isGreaterThan(5_000);
    }

    private static Settings first(boolean managed) {
        return Settings.first().withManaged(managed);
    }

    private static CallSettings rules() {
        return CallSettingsBuilder.builder()
                .doNotDisturb(CallSettings.DoNotDisturb.DEFAULT
                        .withExcept(List.of("+1 415 555 0199"))
                        .withFavourites(true))
                .forwarding(CallSettings.Forwarding.DEFAULT
                        .withNoAnswer("+1 415 555 0146")
                        .withNoAnswerSeconds(15))
                .screening(CallSettings.Screening.DEFAULT
                        .withBlocked(List.of("+1 900*", "bob@example.com"))
                        .withAnonymous(true))
                .lineRules(List.of(new CallSettings.LineRule("+44", "a1"), new CallSettings.LineRule("+49 30", "gone")))
                .whileHeld(new WhileHeld(WhileHeld.Sound.FILE, "/home/grace/Music/waiting.wav"))
                .build();
    }

    /** What a person would do to come to this state. */
    private static void direct(Stage stage, Scenery scenery, RecordingSettings settings) {
        var tabs = (TabPane) node(stage, ".tab-pane");
        switch (scenery) {
            case LINE -> {}
            case LINE_MORE -> ((TitledPane) node(stage, "#more")).setExpanded(true);
            case LINE_FAULT -> {
                ((TextField) node(stage, "#server")).setText("ws://sip.example.com");
                ((Button) node(stage, "#save")).fire();
            }
            case LINE_TEST -> ((Button) node(stage, "#check")).fire();
            case SOUND -> {
                tabs.getSelectionModel().select(1);
                stage.getScene().getRoot().applyCss();
                stage.getScene().getRoot().layout();
                ((Button) node(stage, "#test-microphone")).fire();
            }
            case SOUND_NONE -> {
                tabs.getSelectionModel().select(1);
                settings.set(AudioDevices.NONE);
            }
            case IDENTITY -> tabs.getSelectionModel().select(3);
            case CALLS -> tabs.getSelectionModel().select(2);
            case CALLS_FAULT -> {
                ((TextField) node(stage, "#forward-busy")).setText("bob\"x");
                ((Button) node(stage, "#save")).fire();
            }
            case CALLS_FAR_SIDE -> ((Button) node(stage, "#save")).fire();
            case CALLS_MORE -> {
                tabs.getSelectionModel().select(2);
                stage.getScene().getRoot().applyCss();
                stage.getScene().getRoot().layout();
                ((ScrollPane) tabs.getSelectionModel().getSelectedItem().getContent()).setVvalue(1);
            }
            case GENERAL -> tabs.getSelectionModel().select(4);
            case GENERAL_UPDATE, GENERAL_MANAGED -> {
                tabs.getSelectionModel().select(4);
                stage.getScene().getRoot().applyCss();
                stage.getScene().getRoot().layout();
                if (scenery == Scenery.GENERAL_UPDATE) {
                    ((TextField) node(stage, "#update-address")).setText("https://updates.example.com/release.json");
                    ((Button) node(stage, "#update-now")).fire();
                }
                ((ScrollPane) tabs.getSelectionModel().getSelectedItem().getContent()).setVvalue(1);
            }
        }
    }

    private static Node node(Stage stage, String selector) {
        return Objects.requireNonNull(stage.getScene().lookup(selector), selector);
    }
}
