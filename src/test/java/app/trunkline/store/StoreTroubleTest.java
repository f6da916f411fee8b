package app.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.loop.Threads;
import app.trunkline.store.StoreProblem.Contents;
import app.trunkline.store.StoreProblem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What SQLite refuses, by a real file: nothing is moved but what is damaged, and nothing is lost. */
@Timeout(60)
class StoreTroubleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String STAMP = ".broken-20260301-120000";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("people.db");
    }

    private Database open() {
        return new Database(file, Threads.clock("test-store"), InstantSource.fixed(NOW));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Contact contact(String name) {
        return new Contact(0, name, List.of("1001"), false, false);
    }

    private void holding(String... names) throws Exception {
        try (var database = open()) {
            var contacts = new Contacts(database);
            for (var name : names) {
                get(contacts.save(contact(name)));
            }
        }
    }

    private List<String> kept() throws Exception {
        try (var database = open()) {
            return names(database);
        }
    }

    private static List<String> names(Database database) throws Exception {
        var contacts = new Contacts(database);
        get(database.read(db -> 0));
        return contacts.all().get().stream().map(Contact::name).toList();
    }

    private static void await(String what, BooleanSupplier done) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static Optional<Kind> kind(Database database) {
        return database.problem().get().map(StoreProblem::kind);
    }

    private static void awaitKind(Database database, Kind kind) throws InterruptedException {
        await("told: " + kind, () -> kind(database).equals(Optional.of(kind)));
    }

    private static void awaitWell(Database database) throws InterruptedException {
        await("well again", () -> kind(database).isEmpty());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private void nothingSetAside() throws IOException {
        assertThat(files()).noneMatch(name -> name.contains("broken"));
    }

    private Connection other() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** A connection that lets nobody else in. */
    private Connection locked() throws SQLException {
        var db = other();
        try (var statement = db.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
        }
        return db;
    }

    @Test
    void aFileThatIsLockedAtTheStartIsToldAndOpenedLater() throws Exception {
        holding("Ada");
        try (var lock = locked();
                var database = open()) {
            var contacts = new Contacts(database);
            var saved = contacts.save(contact("Max"));
            awaitKind(database, Kind.LOCKED);
            assertThat(names(database)).as("shown meanwhile").containsExactly("Max");
            assertThat(saved.toCompletableFuture()).isNotDone();
            lock.close();
            get(saved);
            awaitWell(database);
            await("read again", () -> contacts.all().get().size() == 2);
        }
        nothingSetAside();
        assertThat(kept()).containsExactly("Ada", "Max");
    }

    @Test
    void aWriteThatMeetsALockWaitsForItInItsTurn() throws Exception {
        try (var log = new CallLog(file, Threads.clock("test-store"), InstantSource.fixed(NOW))) {
            get(log.put(CallLogTest.call(NOW, "1", "")));
            try (var lock = other();
                    var statement = lock.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                log.put(CallLogTest.call(NOW, "2", ""));
                var cleared = log.clear();
                var last = log.put(CallLogTest.call(NOW, "3", ""));
                await("told", () -> log.problem().get().isPresent());
                assertThat(log.problem().get()).contains(new StoreProblem(Contents.CALLS, Kind.LOCKED, file));
                assertThat(get(log.recent(9, CallQuery.ALL)))
                        .as("shown meanwhile")
                        .extracting(CallRecord::number)
                        .containsExactly("3");
                statement.execute("COMMIT");
                get(cleared);
                get(last);
            }
            assertThat(get(log.recent(9, CallQuery.ALL)))
                    .extracting(CallRecord::number)
                    .containsExactly("3");
            await("well again", () -> log.problem().get().isEmpty());
        }
        nothingSetAside();
    }

    /** SQLite's own limit of a file stands for the disk's: the same answer, SQLITE_FULL. */
    @Test
    void whatAFullDiskRefusesIsWrittenWhenThereIsRoom() throws Exception {
        holding("Ada");
        var numerals = "1".repeat(20_000);
        try (var database = open()) {
            var contacts = new Contacts(database);
            var connection = get(database.read(db -> db));
            limit(connection, 1);
            var saved = contacts.save(new Contact(0, "Max", List.of(numerals), false, false));
            awaitKind(database, Kind.FULL);
            assertThat(names(database)).as("shown meanwhile").containsExactly("Ada", "Max");
            limit(connection, 1_000_000);
            get(saved);
            awaitWell(database);
            assertThat(names(database)).containsExactly("Ada", "Max");
        }
        nothingSetAside();
    }

    private static int limit(Connection db, int pages) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
            return 0;
        }
    }

    @Test
    void whatStillWaitsAtTheEndIsTriedOnceMoreAndFailsVisibly() throws Exception {
        holding("Ada");
        CompletionStage<Void> lost;
        CompletionStage<Void> saved;
        try (var database = open()) {
            lost = new Contacts(database).save(contact("Max"));
            get(lost);
            get(database.read(db -> limit(db, 1)));
            lost = new Contacts(database).save(new Contact(0, "Zoe", List.of("1".repeat(20_000)), false, false));
            awaitKind(database, Kind.FULL);
        }
        var unwritten = lost;
        assertThatThrownBy(() -> get(unwritten)).hasRootCauseInstanceOf(SQLException.class);
        var closed = open();
        closed.close();
        saved = new Contacts(closed).save(contact("Late"));
        assertThatThrownBy(() -> get(saved)).hasMessageContaining("RejectedExecution");
        assertThat(kept()).containsExactly("Ada", "Max");
    }

    /** A folder where the file should be is what cannot be opened, for root as well. */
    @Test
    void aFileThatCannotBeOpenedIsToldAndOpenedLater() throws Exception {
        Files.createDirectory(file);
        try (var database = open()) {
            awaitKind(database, Kind.READ_ONLY);
            var saved = new Contacts(database).save(contact("Ada"));
            Files.delete(file);
            get(saved);
            awaitWell(database);
        }
        nothingSetAside();
        assertThat(kept()).containsExactly("Ada");
    }

    @Test
    void aFolderThatCannotBeMadeIsToldAndMadeLater() throws Exception {
        var inTheWay = folder.resolve("data");
        Files.writeString(inTheWay, "a file");
        file = inTheWay.resolve("people.db");
        try (var database = open()) {
            awaitKind(database, Kind.IO);
            var saved = new Contacts(database).save(contact("Ada"));
            Files.delete(inTheWay);
            get(saved);
            awaitWell(database);
        }
        assertThat(kept()).containsExactly("Ada");
    }

    @Test
    void aFileOfANewerVersionIsReadAndNotWrittenTo() throws Exception {
        holding("Ada");
        try (var db = other();
                var statement = db.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
            statement.execute("ALTER TABLE contacts ADD COLUMN photo TEXT");
        }
        var before = Files.readAllBytes(file);
        try (var database = open()) {
            awaitKind(database, Kind.NEWER);
            assertThat(names(database)).containsExactly("Ada");
            var saved = new Contacts(database).save(contact("Max"));
            assertThatThrownBy(() -> get(saved)).hasRootCauseInstanceOf(SQLException.class);
            assertThat(kind(database)).contains(Kind.NEWER);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(files()).containsExactly("people.db");
    }

    @Test
    void aFileThatIsUpToDateIsNotWrittenToAtTheStart() throws Exception {
        holding("Ada");
        var before = Files.readAllBytes(file);
        kept();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whatIsNoDatabaseIsSetAsideEachTimeUnderANameOfItsOwn() throws Exception {
        var garbage = "this is no database, and long enough to be looked at as one".repeat(50);
        for (var number = 1; number <= 2; number++) {
            Files.writeString(file, garbage + number);
            try (var database = open()) {
                get(new Contacts(database).save(contact("Ada " + number)));
                var aside = file.resolveSibling("people.db" + STAMP + (number == 1 ? "" : "-2"));
                assertThat(database.problem().get()).contains(new StoreProblem(Contents.PEOPLE, Kind.DAMAGED, aside));
                assertThat(aside).hasContent(garbage + number);
            }
        }
        assertThat(kept()).containsExactly("Ada 2");
    }

    /** The program was killed: its -wal is still there. */
    @Test
    void theWriteAheadLogOfADamagedFileIsNotAppliedToTheNewOne() throws Exception {
        holding("Ada");
        var copy = folder.resolve("copy");
        try (var database = open()) {
            get(new Contacts(database).save(contact("Max")));
            Files.copy(file.resolveSibling("people.db-wal"), copy);
        }
        Files.writeString(file, "this is no database, and long enough to be looked at as one".repeat(500));
        Files.move(copy, file.resolveSibling("people.db-wal"), StandardCopyOption.REPLACE_EXISTING);
        try (var database = open()) {
            assertThat(names(database)).isEmpty();
            get(new Contacts(database).save(contact("Zoe")));
            assertThat(names(database)).containsExactly("Zoe");
        }
        assertThat(kept()).containsExactly("Zoe");
        var kept = new StringBuilder();
        for (var name : files()) {
            if (name.contains(STAMP)) {
                kept.append(Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(kept).as("what the log held is not lost").contains("Max");
    }

    @Test
    void aChangeThatIsRefusedForGoodIsToldOf() throws Exception {
        holding("Ada");
        try (var database = open()) {
            var contacts = new Contacts(database);
            get(database.read(db -> 0));
            try (var db = other();
                    var statement = db.createStatement()) {
                statement.execute("DROP TABLE contacts");
            }
            var saved = contacts.save(contact("Max"));
            assertThatThrownBy(() -> get(saved)).hasRootCauseInstanceOf(SQLException.class);
            assertThat(database.problem().get()).contains(new StoreProblem(Contents.PEOPLE, Kind.REFUSED, file));
        }
        nothingSetAside();
    }

    @Test
    void whatCannotBeUnderstoodFailsAndTheFileStays() throws Exception {
        holding("Ada");
        try (var database = open()) {
            var read = database.read(db -> {
                throw new IllegalArgumentException("what is this?");
            });
            assertThatThrownBy(() -> get(read)).hasRootCauseInstanceOf(IllegalArgumentException.class);
            assertThat(names(database)).containsExactly("Ada");
            assertThat(kind(database)).isEmpty();
        }
        nothingSetAside();
    }
}
