package app.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Threads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real file does not take at once is shown, can be changed, and is written later. */
@Timeout(60)
class WaitingRowsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private final AtomicInteger seconds = new AtomicInteger();

    @BeforeEach
    void oldRows() throws Exception {
        file = folder.resolve("calls.db");
        try (var log = open()) {
            get(log.put(CallLogTest.call(NOW, "old", "")));
        }
    }

    private CallLog open() {
        return new CallLog(file, Threads.clock("test-store"), () -> NOW.plusSeconds(seconds.getAndIncrement()));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static List<String> numbers(CallLog log) throws Exception {
        return get(log.recent(9, CallQuery.ALL)).stream()
                .map(CallRecord::number)
                .toList();
    }

    /** A connection that holds the file, for writing or altogether. */
    private Connection lock(String begin) throws Exception {
        var db = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = db.createStatement()) {
            if (begin.endsWith("EXCLUSIVE")) {
                statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            }
            statement.execute(begin);
        }
        return db;
    }

    @Test
    void aCallOfALockedTimeIsShownBesideTheOldOnesAndWrittenAfterwards() throws Exception {
        try (var log = open()) {
            numbers(log);
            CompletionStage<Void> written;
            try (var _ = lock("BEGIN IMMEDIATE")) {
                written = log.put(CallLogTest.call(NOW.plusSeconds(1), "new", ""));
                assertThat(numbers(log)).containsExactly("new", "old");
                assertThat(written.toCompletableFuture()).isNotDone();
                assertThat(log.version().get()).as("shown again").isPositive();
            }
            get(written);
            assertThat(numbers(log)).containsExactly("new", "old");
        }
        try (var log = open()) {
            assertThat(numbers(log)).containsExactly("new", "old");
        }
    }

    @Test
    void aRowThatWaitsCanBeDeletedAndTakesNoOtherWithIt() throws Exception {
        for (var kind : List.of("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE")) {
            CompletionStage<Void> deleted;
            try (var lock = lock(kind);
                    var log = open()) {
                log.put(CallLogTest.call(NOW.plusSeconds(1), "kept", ""));
                log.put(CallLogTest.call(NOW.plusSeconds(2), "deleted", ""));
                var shown = get(log.recent(9, CallQuery.ALL));
                assertThat(shown.getFirst().number()).isEqualTo("deleted");
                deleted = log.delete(shown.getFirst().id()).done();
                assertThat(numbers(log)).startsWith("kept").doesNotContain("deleted");
                lock.close();
                get(deleted);
                assertThat(numbers(log)).as(kind).contains("kept", "old").doesNotContain("deleted");
            }
        }
    }

    @Test
    void aDeletionThatWaitsCanBeUndone() throws Exception {
        for (var kind : List.of("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE")) {
            try (var lock = lock(kind);
                    var log = open()) {
                log.put(CallLogTest.call(NOW.plusSeconds(1), "kept", ""));
                log.put(CallLogTest.call(NOW.plusSeconds(2), "back", ""));
                var deletion =
                        log.delete(get(log.recent(9, CallQuery.ALL)).getFirst().id());
                assertThat(numbers(log)).startsWith("kept").doesNotContain("back");
                var undone = deletion.undo();
                assertThat(numbers(log)).as("shown meanwhile").startsWith("back", "kept");
                lock.close();
                get(undone);
                assertThat(numbers(log)).as(kind).startsWith("back", "kept").contains("old");
                get(log.clear());
                get(log.put(CallLogTest.call(NOW, "old", "")));
            }
        }
    }

    @Test
    void aMessageThatIsSentOnAFullDiskIsShownAsSent() throws Exception {
        var file = folder.resolve("people.db");
        try (var database = new Database(file, Threads.clock("test-store"), InstantSource.fixed(NOW))) {
            var messages = new Messages(database, "interrupted");
            get(database.read(db -> pages(db, 1)));
            var text = "long ".repeat(5_000);
            var waits = messages.put(message(text, MessageRecord.State.SENDING));
            messages.put(message(text, MessageRecord.State.SENT));
            assertThat(get(messages.with("1001", 9)))
                    .singleElement()
                    .extracting(MessageRecord::state)
                    .isEqualTo(MessageRecord.State.SENT);
            assertThat(waits.toCompletableFuture()).isNotDone();
        }
    }

    private static int pages(Connection db, int most) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + most);
            return 0;
        }
    }

    private static MessageRecord message(String text, MessageRecord.State state) {
        return new MessageRecord("m1", true, "1001", "sip:1001@example.com", "", "a1", NOW, text, state, "", 0, true);
    }
}
