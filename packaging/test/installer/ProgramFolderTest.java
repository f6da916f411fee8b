package installer;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.settings.AppFolders;
import installer.Windows.Scope;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a program is removed with everything in its folder, nothing of the person's may be in it, on any system. */
class ProgramFolderTest {
    private record Installed(String system, Map<String, String> environment, Path home, String program) {}

    @TempDir
    private static Path disk;

    static Stream<Installed> systems() {
        var home = disk.resolve("Users/Ada");
        var local = home.resolve("AppData/Local");
        var windows = Map.of(
                "APPDATA", home.resolve("AppData/Roaming").toString(),
                "LOCALAPPDATA", local.toString());
        return Stream.of(
                new Installed("Windows 11", windows, home, local + "/" + Scope.USER.folder),
                new Installed("Windows 11", Map.of(), home, local + "/" + Scope.USER.folder),
                new Installed("Windows 11", windows, home, disk + "/Program Files/" + Scope.MACHINE.folder),
                new Installed("Mac OS X", Map.of(), home, "/Applications/Trunkline.app"),
                new Installed("Mac OS X", Map.of(), home, home + "/Applications/Trunkline.app"),
                new Installed("Linux", Map.of(), Path.of("/root"), "/opt/trunkline"),
                new Installed("Linux", Map.of(), home, "/opt/trunkline"));
    }

    /** Disks of Windows and macOS take no notice of case. */
    private static Path plain(String path) {
        return Path.of(path.replace('\\', '/').toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("systems")
    void isNoFolderOfThePersons(Installed installed) {
        var folders = AppFolders.find(installed.system, installed.environment, installed.home);
        var program = plain(installed.program);
        assertThat(Stream.of(folders.config(), folders.data(), folders.logs()).map(Path::toString))
                .allSatisfy(folder -> {
                    assertThat(plain(folder).startsWith(program)).isFalse();
                    assertThat(program.startsWith(plain(folder))).isFalse();
                });
    }

    @ParameterizedTest
    @EnumSource
    void isToldToTheInstaller(Scope scope) {
        var options = Windows.installerOptions(scope);
        assertThat(options.get(options.indexOf("--install-dir") + 1)).isEqualTo(scope.folder);
        assertThat(options.contains("--win-per-user-install")).isEqualTo(scope == Scope.USER);
    }
}
