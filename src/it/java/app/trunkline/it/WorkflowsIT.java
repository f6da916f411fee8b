package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GitHub's workflows, which run only there: actionlint and shellcheck read them here. */
class WorkflowsIT {
    @TempDir
    private Path folder;

    @Test
    void actionlintFindsNothingWrong() {
        assertThat(Repository.workflows()).hasSizeGreaterThan(1);
        assertThat(lint(Repository.workflows())).isEmpty();
    }

    @Test
    void actionlintWouldFindAWrongOne() throws IOException {
        Path spoilt = folder.resolve("spoilt.yml");
        Path sound = Repository.workflows().getFirst();
        Files.writeString(spoilt, Repository.read(sound).replace("runs-on:", "runs_on:"));
        assertThatThrownBy(() -> lint(List.of(spoilt)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\\\"runs-on\\\" section is missing");
    }

    @Test
    void shellcheckFindsNothingWrongWithWhatStepsRun() throws IOException {
        List<Path> scripts = new ArrayList<>(Repository.scripts());
        for (Path workflow : Repository.workflows()) {
            for (String script : Repository.scriptsOf(workflow)) {
                Path file = folder.resolve(workflow.getFileName() + "-" + scripts.size() + ".sh");
                Files.writeString(file, "#!/usr/bin/env bash\n" + script);
                scripts.add(file);
            }
        }
        assertThat(scripts).hasSizeGreaterThan(20);
        List<String> command = new ArrayList<>(List.of("shellcheck", "--severity", "warning", "--external-sources"));
        scripts.forEach(script -> command.add(script.toString()));
        assertThat(Commands.run(Map.of(), command)).isEmpty();
    }

    /** What GitHub writes into a script before the shell reads it may be the words of a stranger; the environment is safe. */
    @Test
    void noScriptHasAnExpressionInItAndAllStopAtTheFirstError() {
        assertThat(Repository.workflows().stream().flatMap(workflow -> Repository.scriptsOf(workflow).stream()))
                .isNotEmpty()
                .allMatch(script -> script.startsWith("set -euo pipefail\n"))
                .noneMatch(script -> script.contains("${{"));
    }

    @Test
    void jobsEndInTimeAndMayOnlyReadUnlessTheySaySo() {
        assertThat(Repository.workflows()).map(Repository::read).allSatisfy(workflow -> {
            assertThat(workflow).contains("\npermissions:\n  contents: read\n");
            assertThat(times(workflow, "    timeout-minutes:"))
                    .isEqualTo(times(workflow, "    runs-on:"))
                    .isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "linux, trunkline.deb trunkline.rpm",
        "macos, trunkline-here.dmg trunkline-here.pkg",
        "windows, trunkline-here-user.msi trunkline-here-user.exe trunkline-here-machine.msi"
                + " trunkline-here-machine.exe",
    })
    void aReleasePublishesItsInstallersAndNothingElseThatTheirBuildLeaves(String system, String published)
            throws IOException {
        String step = Repository.scriptsOf(Repository.ROOT.resolve(".github/workflows/release.yml")).stream()
                .filter(script -> script.contains("mkdir installers\n"))
                .findFirst()
                .orElseThrow();
        String maven =
                "mvn() { mkdir -p target/installer/images; cd target/installer; touch trunkline.ico trunkline.icns"
                        + " trunkline.deb trunkline.rpm trunkline.dmg trunkline.pkg trunkline.msi trunkline.exe; cd ../..;"
                        + " }\n";

        Commands.run(
                Map.of("SYSTEM", system, "NAME", "here"),
                List.of("bash", "-c", "cd \"$1\"\n" + maven + step, "step", folder.toString()));

        try (var files = Files.list(folder.resolve("installers"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(published.split(" ", -1));
        }
    }

    private static long times(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).count();
    }

    /** What actionlint says, or an {@link AssertionError} with it. */
    private static String lint(List<Path> files) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                Repository.ROOT.resolve("src/it/lab/browser/workflows.mjs").toString()));
        files.forEach(file -> command.add(file.toString()));
        return Commands.run(Map.of(), command);
    }
}
