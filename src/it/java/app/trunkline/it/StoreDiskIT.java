package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.trunkline.loop.Threads;
import app.trunkline.store.CallLog;
import app.trunkline.store.CallQuery;
import app.trunkline.store.CallRecord;
import app.trunkline.store.StoreProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The call log on a file system of its own that is full or cannot be written: what was there stays, and is added to later. */
@Timeout(120)
class StoreDiskIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.at(folder.resolve("small"));
        assumeTrue(disk.mounted(), "needs a file system of its own, which this user cannot mount");
        try (var log = open()) {
            add(log, "1");
            log.recent(1, CallQuery.ALL).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void unmount() {
        disk.close();
    }

    private Path file() {
        return folder.resolve("small/calls.db");
    }

    private CallLog open() {
        return new CallLog(file(), Threads.clock("test-store"), Instant::now);
    }

    private static void add(CallLog log, String number) {
        log.put(new CallRecord(
                0,
                true,
                number,
                "",
                "",
                "sip:" + number + "@example.com",
                "a1",
                "",
                NOW,
                Optional.empty(),
                NOW,
                CallRecord.Outcome.BUSY,
                486,
                "x".repeat(5000),
                Optional.empty(),
                CallRecord.Caller.UNKNOWN,
                ""));
    }

    private static List<String> numbers(CallLog log) throws Exception {
        return log.recent(100, CallQuery.ALL).toCompletableFuture().get(20, TimeUnit.SECONDS).stream()
                .map(CallRecord::number)
                .sorted()
                .toList();
    }

    private static void awaitTold(CallLog log, boolean something) throws InterruptedException {
        var end = System.nanoTime() + Events.PATIENCE.toNanos();
        while (log.problem().get().isPresent() != something) {
            assertThat(System.nanoTime()).as("told: " + log.problem().get()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** To the last byte. */
    private Path fill() throws IOException {
        var filler = folder.resolve("small/filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(0);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    @Test
    void twoStartsOnAFullDiskLoseNothing() throws Exception {
        var filler = fill();
        for (var start = 1; start <= 2; start++) {
            try (var log = open()) {
                add(log, "lost " + start);
                awaitTold(log, true);
            }
        }
        try (var log = open()) {
            add(log, "2");
            awaitTold(log, true);
            Files.delete(filler);
            awaitTold(log, false);
            assertThat(numbers(log)).containsExactly("1", "2");
        }
        try (var log = open()) {
            assertThat(numbers(log)).containsExactly("1", "2");
        }
        assertThat(names()).containsExactly("calls.db");
    }

    @Test
    void aDiskThatFillsUpWhileTheLogIsOpenIsToldAndWrittenToLater() throws Exception {
        try (var log = open()) {
            assertThat(numbers(log)).containsExactly("1");
            var filler = fill();
            for (var i = 2; i < 9; i++) {
                add(log, Integer.toString(i));
            }
            awaitTold(log, true);
            assertThat(log.problem().get().map(StoreProblem::kind)).contains(StoreProblem.Kind.FULL);
            assertThat(numbers(log)).as("still read").contains("1");
            Files.delete(filler);
            awaitTold(log, false);
            assertThat(numbers(log)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        }
    }

    @Test
    void aReadOnlyFileSystemIsToldAndWrittenToLater() throws Exception {
        disk.remount("ro");
        try (var log = open()) {
            add(log, "2");
            awaitTold(log, true);
            assertThat(log.problem().get().map(StoreProblem::kind)).contains(StoreProblem.Kind.READ_ONLY);
            disk.remount("rw");
            awaitTold(log, false);
            assertThat(numbers(log)).containsExactly("1", "2");
        }
        assertThat(names()).containsExactly("calls.db");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(file().getParent())) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
