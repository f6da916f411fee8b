package app.trunkline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where recordings go, and what an old file of settings means. */
class RecordingRulesTest {
    @TempDir
    private Path home;

    @Test
    void untouchedSettingsRecordNothingUnasked() {
        var old = GsonSettings.parse("{\"theme\":\"dark\"}").settings().recording();
        assertThat(old).isEqualTo(RecordingRules.DEFAULT);
        assertThat(old.agreed()).isFalse();
        assertThat(old.notice()).isEqualTo("none");
        assertThat(old.place()).isEmpty();
    }

    @Test
    void whatIsSetIsKept() {
        var rules = new RecordingRules(" /calls ", "tone", false).withAgreement();
        var settings = Settings.first().withRecording(rules);
        var read = GsonSettings.parse(
                        GsonSettings.print(GsonSettings.merge(settings, new com.google.gson.JsonObject())))
                .settings();
        assertThat(read.recording()).isEqualTo(new RecordingRules("/calls", "tone", true));
        assertThat(read.withTheme("dark").recording().place()).contains(Path.of("/calls"));
        assertThat(new RecordingRules("/calls", "whistle", true).notice()).isEqualTo("none");
    }

    @Test
    void theUsualFolderIsWhereTheUserLooks() throws Exception {
        assertThat(RecordingRules.usualPlace(Map.of(), home)).isEqualTo(home.resolve("Trunkline recordings"));
        Files.createDirectory(home.resolve("Documents"));
        assertThat(RecordingRules.usualPlace(Map.of(), home)).isEqualTo(home.resolve("Documents/Trunkline recordings"));
        Files.createDirectory(home.resolve("Music"));
        assertThat(RecordingRules.usualPlace(Map.of(), home)).isEqualTo(home.resolve("Music/Trunkline recordings"));
        assertThat(RecordingRules.usualPlace(Map.of("TRUNKLINE_HOME", "/t"), home))
                .isEqualTo(Path.of("/t/recordings"));
    }
}
