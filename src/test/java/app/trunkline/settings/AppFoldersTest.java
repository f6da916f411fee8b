package app.trunkline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppFoldersTest {
    private static final Path HOME = Path.of("/home/ada");

    /** Absolute on every system. */
    @TempDir
    private Path folder;

    @Test
    void followsTheXdgBaseDirectories() {
        var plain = AppFolders.find("Linux", Map.of(), HOME);
        assertThat(plain.config()).isEqualTo(HOME.resolve(".config/trunkline"));
        assertThat(plain.data()).isEqualTo(HOME.resolve(".local/share/trunkline"));
        var own = AppFolders.find(
                "Linux", Map.of("XDG_CONFIG_HOME", folder.toString(), "XDG_DATA_HOME", "relative"), HOME);
        assertThat(own.config()).isEqualTo(folder.resolve("trunkline"));
        assertThat(own.data()).isEqualTo(HOME.resolve(".local/share/trunkline"));
    }

    @Test
    void homeIsWhatTheEnvironmentSaysIfItIsAbsolute() {
        var mine = AppFolders.find("Linux", Map.of("HOME", folder.toString()), HOME);
        assertThat(mine.config()).isEqualTo(folder.resolve(".config/trunkline"));
        assertThat(mine.data()).isEqualTo(folder.resolve(".local/share/trunkline"));
        assertThat(mine.logs()).isEqualTo(folder.resolve(".local/state/trunkline"));
        for (var odd : new String[] {"", "relative", "./x"}) {
            assertThat(AppFolders.find("Linux", Map.of("HOME", odd), HOME))
                    .isEqualTo(AppFolders.find("Linux", Map.of(), HOME));
        }
        assertThat(AppFolders.find("Mac OS X", Map.of("HOME", folder.toString()), HOME))
                .isEqualTo(AppFolders.find("Mac OS X", Map.of(), HOME));
        assertThat(AppFolders.find(
                                "Linux",
                                Map.of(
                                        "HOME",
                                        folder.toString(),
                                        "XDG_DATA_HOME",
                                        folder.resolve("d").toString()),
                                HOME)
                        .data())
                .isEqualTo(folder.resolve("d/trunkline"));
    }

    @Test
    void anotherHomeTakesNothingFromTheUserDatabases() throws IOException {
        var earlier = AppFolders.find("Linux", Map.of(), folder);
        Files.createDirectories(earlier.data());
        Files.writeString(earlier.data().resolve("calls.db"), "calls");
        var own = Map.of("HOME", folder.resolve("mine").toString());
        assertThat(AppFolders.settle("Linux", own, folder).data()).doesNotExist();
    }

    @Test
    void knowsMacAndWindows() {
        assertThat(AppFolders.find("Mac OS X", Map.of(), HOME).config())
                .isEqualTo(HOME.resolve("Library/Application Support/Trunkline"));
        assertThat(windows().config()).isEqualTo(folder.resolve("roaming/Trunkline"));
        assertThat(windows().data()).isEqualTo(folder.resolve("local/Trunkline Data"));
    }

    private Map<String, String> windowsEnvironment() {
        return Map.of(
                "APPDATA", folder.resolve("roaming").toString(),
                "LOCALAPPDATA", folder.resolve("local").toString());
    }

    private AppFolders windows() {
        return AppFolders.find("Windows 11", windowsEnvironment(), HOME);
    }

    private AppFolders settled() {
        return AppFolders.settle("Windows 11", windowsEnvironment(), HOME);
    }

    private Path earlier(String name, String content) throws IOException {
        var earlier = Files.createDirectories(folder.resolve("local/Trunkline"));
        return Files.writeString(earlier.resolve(name), content);
    }

    @Test
    void dataOfEarlierVersionsIsMovedOutOfTheProgramsFolder() throws IOException {
        var database = earlier("calls.db", "calls");
        var journal = earlier("calls.db-wal", "newest calls");
        var program = earlier("trunkline.exe", "program");

        assertThat(settled()).isEqualTo(windows());

        var data = windows().data();
        assertThat(data.resolve("calls.db")).hasContent("calls");
        assertThat(data.resolve("calls.db-wal")).hasContent("newest calls");
        assertThat(database).doesNotExist();
        assertThat(journal).doesNotExist();
        assertThat(program).exists();
        assertThat(data.resolve("trunkline.exe")).doesNotExist();
    }

    @Test
    void dataOfThisVersionIsNotReplacedByEarlierData() throws IOException {
        var earlierDatabase = earlier("calls.db", "old");
        var earlierJournal = earlier("calls.db-wal", "old");
        earlier("people.db", "people");
        var own = Files.createDirectories(windows().data()).resolve("calls.db");
        Files.writeString(own, "new");

        assertThat(settled()).isEqualTo(windows());

        assertThat(own).hasContent("new");
        assertThat(earlierDatabase).exists();
        assertThat(earlierJournal).exists();
        assertThat(windows().data().resolve("calls.db-wal")).doesNotExist();
        assertThat(windows().data().resolve("people.db")).hasContent("people");
    }

    @Test
    void aMoveThatWasCutOffIsTakenUp() throws IOException {
        earlier("calls.db", "calls");
        Files.writeString(Files.createDirectories(windows().data()).resolve("calls.db-wal"), "newest calls");

        settled();

        assertThat(windows().data().resolve("calls.db")).hasContent("calls");
        assertThat(windows().data().resolve("calls.db-wal")).hasContent("newest calls");
    }

    @Test
    void whatCannotBeMovedStaysInUseWhole() throws IOException {
        var journal = earlier("calls.db-wal", "newest calls");
        var database = earlier("calls.db", "calls");
        // Something of that name, with something in it, which no move replaces.
        Files.createDirectories(windows().data().resolve("people.db-wal/inside"));
        earlier("people.db-wal", "newest people");
        earlier("people.db", "people");

        var folders = settled();

        assertThat(folders.data()).isEqualTo(database.getParent());
        assertThat(folders.config()).isEqualTo(windows().config());
        assertThat(database).hasContent("calls");
        assertThat(journal).hasContent("newest calls");
        assertThat(database.resolveSibling("people.db")).hasContent("people");
    }

    @Test
    void withoutEarlierDataNothingIsMade() {
        assertThat(settled()).isEqualTo(windows());
        assertThat(windows().data()).doesNotExist();
    }

    @Test
    void foldersBesideOrBelowTheProgramAreKnown() {
        var program = folder.resolve("local/Programs/Trunkline");
        var launcher = program.resolve("trunkline.exe");
        assertThat(windows().lieWithProgram(launcher)).isFalse();
        for (var home : new Path[] {program, program.resolve("mine"), program.resolve("app/../x")}) {
            var environment = Map.of("TRUNKLINE_HOME", home.toString());
            assertThat(AppFolders.find("Windows 11", environment, HOME).lieWithProgram(launcher))
                    .isTrue();
        }
    }

    @Test
    void oneVariableMovesEverything() {
        var folders = AppFolders.find("Linux", Map.of("TRUNKLINE_HOME", "/t"), HOME);
        assertThat(folders.logs()).isEqualTo(Path.of("/t/logs"));
    }
}
