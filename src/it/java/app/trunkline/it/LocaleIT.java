package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exploded program where no locale is set, as in a service or a container. The shell makes the letters, not Java. */
class LocaleIT {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"NOTHING=", "LC_ALL=C", "LC_CTYPE=POSIX", "LANG=C", "LANG=C.UTF-8"})
    void argumentsAndNamesOfFilesKeepEveryLetter(String locale) {
        var said = Commands.run(
                Map.of(),
                List.of(
                        "env",
                        "-i",
                        "HOME=" + home,
                        "PATH=" + System.getenv("PATH"),
                        "TRUNKLINE_JAVA=" + Path.of(System.getProperty("java.home"), "bin", "java"),
                        locale,
                        "sh",
                        "-c",
                        """
                        office=$(printf 'B\\303\\274ro')
                        "$0" listen --account "$office" 2>&1
                        echo secret >"$HOME/$office"
                        "$0" check --server wss://127.0.0.1:1 --user "$office" --password-file "$HOME/$office" 2>&1
                        true
                        """,
                        Program.exploded().getFirst()));
        assertThat(said)
                .contains("no saved line \"Büro\"")
                .doesNotContain("\uFFFD")
                .doesNotContain("cannot be read");
    }
}
