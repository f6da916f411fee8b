package app.trunkline.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LastRunTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "correct-horse-battery";

    @TempDir
    Path folder;

    /** A run of a process of its own, which waits to be ended. */
    public static final class Run {
        private Run() {}

        /** @param words folder, calls, and a secret that is in memory and on the command line */
        public static void main(String[] words) throws Exception {
            var run = new LastRun(Path.of(words[0]), Path.of(words[0], "logs"), Path.of("/home/ada"));
            run.begin(NOW);
            run.calls(Integer.parseInt(words[1]));
            System.out.println("runs " + words[2].length());
            Thread.sleep(60_000);
        }
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private LastRun run() {
        return new LastRun(folder, folder.resolve("logs"), Path.of("/home/ada"));
    }

    /** @param errorFile where its virtual machine is told to report to */
    private void killed(String signal, int calls, List<String> errorFile) throws Exception {
        List<String> command = Stream.of(
                        Stream.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:-CreateCoredumpOnCrash"),
                        errorFile.stream(),
                        Stream.of(
                                "-cp",
                                classPath(),
                                Run.class.getName(),
                                folder.toString(),
                                Integer.toString(calls),
                                SECRET))
                .flatMap(each -> each)
                .toList();
        var process = new ProcessBuilder(command)
                .directory(
                        Files.createDirectories(folder.resolve("where it was")).toFile())
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader()) {
            while (!String.valueOf(out.readLine()).startsWith("runs")) {
                assertThat(process.isAlive()).isTrue();
            }
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            out.lines().forEach(line -> {});
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRunThatEndedIsNothingToTellOf() {
        var first = run();
        assertThat(first.begin(NOW)).isEmpty();
        first.calls(2);
        first.end();
        assertThat(run().begin(NOW)).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCrashIsFoundAndReportedWithoutWhatWasInMemory() throws Exception {
        killed("SEGV", 1, List.of());
        var death = run().begin(NOW).orElseThrow();
        assertThat(death.calls()).isEqualTo(1);
        var report = death.report().orElseThrow();
        assertThat(report).isEqualTo(folder.resolve("logs/crash-20260301-120000.txt"));
        assertThat(Files.readString(report))
                .contains("Trunkline ", "calls: 1", "SIGSEGV", "Problematic frame")
                .doesNotContain(SECRET, classPath(), "Registers:", "PATH=");
        assertOwnerOnly();
        assertThat(run().begin(NOW)).as("told once; this run goes on").hasValueSatisfying(next -> {
            assertThat(next.report()).isEmpty();
            assertThat(next.calls()).isZero();
        });
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCrashThatWasReportedBesideTheLogIsFoundThere() throws Exception {
        Files.createDirectories(folder.resolve("logs"));
        killed("SEGV", 0, List.of("-XX:ErrorFile=" + folder.resolve("logs/hs_err_pid%p.log")));
        assertThat(run().begin(NOW).orElseThrow().report()).isPresent();
        assertOwnerOnly();
    }

    private void assertOwnerOnly() throws IOException {
        try (var files = Files.list(folder.resolve("logs"))) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file)).hasSize(2));
        }
        try (var files = Files.list(folder.resolve("where it was"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRunThatWasKilledInACallIsTold() throws Exception {
        killed("KILL", 2, List.of());
        assertThat(run().begin(NOW)).contains(new LastRun.Death(2, Optional.empty()));
    }

    @Test
    void aNoteThatMakesNoSenseIsARunThatDidNotEnd() throws Exception {
        Files.writeString(folder.resolve("running"), "1\n/\nmany");
        assertThat(run().begin(NOW)).contains(new LastRun.Death(0, Optional.empty()));
        Files.writeString(folder.resolve("running"), "");
        assertThat(run().begin(NOW)).contains(new LastRun.Death(0, Optional.empty()));
    }
}
