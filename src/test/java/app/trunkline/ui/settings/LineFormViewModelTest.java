package app.trunkline.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.LineSetup;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.AccountSettingsBuilder;
import app.trunkline.settings.Settings;
import app.trunkline.settings.VoicemailSettings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is typed into a line's form is what the line is made of. */
class LineFormViewModelTest {
    private final RecordingSettings settings = new RecordingSettings(Settings.first(), List.of());

    @Test
    void theGruuIsUsedOnlyWhereItIsSwitchedOn() throws Exception {
        assertThat(AccountSettings.blank().server().gruu()).isFalse();
        var form = new LineFormViewModel(settings, RecordingSettings.line());
        assertThat(form.typed().server().gruu()).isFalse();
        form.gruu.set(true);
        var typed = form.typed();
        assertThat(LineSetup.account(typed, UUID.randomUUID(), Optional.empty()).gruu())
                .isTrue();
        assertThat(typed.withName("Home").server().gruu()).isTrue();
        assertThat(new LineFormViewModel(settings, typed).typed()).isEqualTo(typed);
    }

    private static final AccountSettings ALL = AccountSettingsBuilder.builder()
            .id("a1")
            .name("Office")
            .enabled(true)
            .country("US")
            .server(new AccountSettings.Server(
                    "wss://one.example wss://two.example",
                    "example.com",
                    "https://o.example",
                    "/ca.pem",
                    45,
                    30,
                    900,
                    true))
            .identity(new AccountSettings.Identity(
                    "trunk_1", "auth", "Ada", "+14155550101", List.of("+14155550102", "+14155550103"), true))
            .media(new AccountSettings.Media("stun.example", "turn.example", "t", true, "info", List.of("PCMU")))
            .voicemail(new VoicemailSettings("*97", true))
            .build();

    @Test
    void whatIsNotTouchedStaysWhetherAFieldShowsItOrNot() {
        assertThat(new LineFormViewModel(settings, ALL).typed()).isEqualTo(ALL);
        var blank = AccountSettings.blank();
        assertThat(new LineFormViewModel(settings, blank).typed()).isEqualTo(blank);
    }

    @Test
    void aFieldChangesItsOwnSettingAlone() {
        var form = new LineFormViewModel(settings, ALL);
        form.domain.set(" example.org ");
        form.keepAlive.set(60);
        form.reconnectSpread.set(120);
        form.numbers.set("+1 415 555 0104;\n, +14155550105");
        form.messageWaiting.set(true);
        assertThat(form.typed())
                .isEqualTo(ALL.withServer(ALL.server()
                                .withDomain("example.org")
                                .withKeepAliveSeconds(60)
                                .withReconnectSpreadSeconds(120))
                        .withIdentity(ALL.identity().withNumbers(List.of("+1 415 555 0104", "+14155550105")))
                        .withVoicemail(new VoicemailSettings("*97", false)));
    }
}
