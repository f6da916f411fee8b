package app.trunkline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppFoldersTest {
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void followsTheXdgBaseDirectories() {
        var plain = AppFolders.find("Linux", Map.of(), HOME);
        assertThat(plain.config()).isEqualTo(HOME.resolve(".config/trunkline"));
        assertThat(plain.data()).isEqualTo(HOME.resolve(".local/share/trunkline"));
        var own = AppFolders.find("Linux", Map.of("XDG_CONFIG_HOME", "/c", "XDG_DATA_HOME", "relative"), HOME);
        assertThat(own.config()).isEqualTo(Path.of("/c/trunkline"));
        assertThat(own.data()).isEqualTo(HOME.resolve(".local/share/trunkline"));
    }

    @Test
    void knowsMacAndWindows() {
        assertThat(AppFolders.find("Mac OS X", Map.of(), HOME).config())
                .isEqualTo(HOME.resolve("Library/Application Support/Trunkline"));
        assertThat(AppFolders.find("Windows 11", Map.of("APPDATA", "/r"), HOME).config())
                .isEqualTo(Path.of("/r/Trunkline"));
    }

    @Test
    void oneVariableMovesEverything() {
        var folders = AppFolders.find("Linux", Map.of("TRUNKLINE_HOME", "/t"), HOME);
        assertThat(folders.logs()).isEqualTo(Path.of("/t/logs"));
    }
}
