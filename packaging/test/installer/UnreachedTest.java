package installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreachedTest {
    @TempDir
    private Path folder;

    /** As Debian packs OpenJDK 25, whose libjvm.debuginfo has 735 MB. */
    @Test
    void whatDebuggersReadIsLeftOutAndWhatRunsIsNot() throws IOException {
        assertThat(leavesOut("/java.base/lib/server/libjvm.debuginfo")).isTrue();
        assertThat(leavesOut("/java.base/bin/java.debuginfo")).isTrue();
        assertThat(leavesOut("/java.base/lib/libjava.diz")).isTrue();
        assertThat(leavesOut("/java.desktop/lib/" + System.mapLibraryName("awt")))
                .isTrue();
        assertThat(leavesOut("/java.base/lib/server/" + System.mapLibraryName("jvm")))
                .isFalse();
        assertThat(leavesOut("/javafx.graphics/lib/" + System.mapLibraryName("awt")))
                .isFalse();
    }

    private boolean leavesOut(String file) throws IOException {
        var options = Unreached.options(folder);
        var patterns = options.get(options.indexOf("--exclude-files") + 1);
        return Arrays.stream(patterns.split(",", -1))
                .anyMatch(pattern ->
                        FileSystems.getDefault().getPathMatcher(pattern).matches(Path.of(file)));
    }
}
