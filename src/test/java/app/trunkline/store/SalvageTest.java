package app.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Threads;
import app.trunkline.store.StoreProblem.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page that was gone is found when a query reaches it: the file is kept, and all other rows go on. */
@Timeout(60)
class SalvageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ASIDE = "people.db.broken-20260301-120000";
    private static final int PAGE = 4096;
    private static final int CONTACTS = 300;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("people.db");
    }

    private Database open() {
        return new Database(file(), Threads.clock("test-store"), InstantSource.fixed(NOW));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static List<String> names(Database database) throws Exception {
        var contacts = new Contacts(database);
        get(database.read(db -> 0));
        get(database.read(db -> 0));
        return contacts.all().get().stream().map(Contact::name).toList();
    }

    /** About seven of them to a page. */
    private void fill() throws Exception {
        try (var database = open()) {
            var contacts = new Contacts(database);
            for (var i = 0; i < CONTACTS; i++) {
                contacts.save(new Contact(0, "Contact " + i, List.of("1".repeat(500)), false, false));
            }
            get(contacts.save(new Contact(0, "Last", List.of("1"), false, false)));
        }
    }

    private void smash(int... pages) throws IOException {
        try (var channel = Files.newByteChannel(file(), StandardOpenOption.WRITE)) {
            for (var page : pages) {
                channel.position((long) page * PAGE);
                channel.write(ByteBuffer.wrap("smashed ".repeat(PAGE / 8).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private void saved(int atLeast, String... some) throws Exception {
        var before = Files.readAllBytes(file());
        try (var database = open()) {
            get(database.read(db -> 0));
            assertThat(database.problem().get()).as("nothing wrong yet").isEmpty();
            assertThat(names(database)).contains(some).hasSizeGreaterThanOrEqualTo(atLeast);
            assertThat(database.problem().get().map(StoreProblem::kind)).contains(Kind.DAMAGED);
            get(new Contacts(database).save(new Contact(0, "New", List.of("2"), false, false)));
        }
        assertThat(folder.resolve(ASIDE)).hasBinaryContent(before);
        try (var database = open()) {
            assertThat(names(database)).contains(some).contains("New").hasSizeGreaterThan(atLeast);
            assertThat(database.problem().get()).isEmpty();
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(found -> found.getFileName().toString()))
                    .containsExactlyInAnyOrder(ASIDE, "people.db");
        }
    }

    @Test
    void theRowsOnBothSidesOfADamagedPageAreSaved() throws Exception {
        fill();
        smash(20);
        saved(CONTACTS - 10, "Contact 0", "Last");
    }

    @Test
    void theRowsBetweenDamagedPagesAreSaved() throws Exception {
        fill();
        smash(12, 20, 21, 33);
        saved(CONTACTS - 40, "Contact 0", "Contact 90", "Contact 175", "Last");
    }

    /** As they are in files of earlier versions. */
    @Test
    void theRowsOfATableThatCountsFromOneAreSavedToo() throws Exception {
        fill();
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = db.createStatement()) {
            statement.execute("UPDATE contacts SET id = id - (SELECT min(id) FROM contacts) + 1");
            statement.execute("VACUUM");
        }
        smash(12, 20, 33);
        saved(CONTACTS - 40, "Contact 0", "Contact 90", "Contact 175", "Last");
    }
}
