package app.trunkline.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.phone.LineSetup;
import app.trunkline.settings.AccountSettings;
import app.trunkline.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is typed into a line's form is what the line is made of. */
class LineFormViewModelTest {
    private final RecordingSettings settings = new RecordingSettings(Settings.first(), List.of());

    @Test
    void theGruuIsUsedOnlyWhereItIsSwitchedOn() throws Exception {
        assertThat(AccountSettings.blank().gruu()).isFalse();
        var form = new LineFormViewModel(settings, RecordingSettings.line());
        assertThat(form.typed().gruu()).isFalse();
        form.gruu.set(true);
        var typed = form.typed();
        assertThat(LineSetup.account(typed, UUID.randomUUID(), Optional.empty()).gruu())
                .isTrue();
        assertThat(typed.withNumbers(List.of("+14155550102")).gruu()).isTrue();
        assertThat(new LineFormViewModel(settings, typed).typed()).isEqualTo(typed);
    }
}
