package app.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.trunkline.loop.Threads;
import app.trunkline.store.CallRecord.Caller;
import app.trunkline.store.CallRecord.Outcome;
import app.trunkline.store.StoreProblem.Contents;
import app.trunkline.store.StoreProblem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every version that was shipped keep all their rows; those of a newer one are read, and stay as they are. */
class OtherVersionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private Path calls() {
        return folder.resolve("calls.db");
    }

    private CallLog log() {
        return new CallLog(calls(), Threads.clock("test-store"), InstantSource.fixed(NOW));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void run(Path file, String sql) throws SQLException {
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = db.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Path golden(String name) throws IOException, SQLException {
        var file = folder.resolve(name.startsWith("calls") ? "calls.db" : "people.db");
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/store/" + name + ".sql"))) {
            run(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return file;
    }

    private static List<List<Object>> rows(Path file, String columns, String table) throws SQLException {
        List<List<Object>> found = new ArrayList<>();
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = db.createStatement();
                var row = statement.executeQuery("SELECT " + columns + " FROM " + table + " ORDER BY rowid")) {
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    values.add(row.getObject(column));
                }
                found.add(values);
            }
        }
        return found;
    }

    /** Those of version 1, which all later ones have. */
    private static final String OLDEST =
            "id, outgoing, number, e164, name, address, account_id, line, started, answered,"
                    + " ended, outcome, code, cause, quality";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void aCallLogOfEachVersionKeepsEveryRow(int version) throws Exception {
        var file = golden("calls-" + version);
        var columns = OLDEST + (version >= 2 ? ", caller" : "") + (version >= 5 ? ", call" : "");
        var before = rows(file, columns, "calls");
        assertThat(before).hasSizeGreaterThan(7);
        for (var start = 0; start < 2; start++) {
            try (var log = log()) {
                var shown = get(log.recent(100, CallQuery.ALL));
                assertThat(shown).hasSize(before.size());
                assertThat(shown).extracting(CallRecord::outcome).doesNotContain(Outcome.UNKNOWN);
                assertThat(shown.getLast())
                        .extracting(CallRecord::name, CallRecord::cause, CallRecord::caller)
                        .containsExactly("Zoë O'Neil", "Größe 0", Caller.UNKNOWN);
                assertThat(log.problem().get()).isEmpty();
            }
            assertThat(rows(file, columns, "calls")).isEqualTo(before);
        }
        try (var log = log()) {
            get(log.put(CallLogTest.call(NOW, "1", "new")));
            assertThat(get(log.recent(100, CallQuery.ALL))).hasSize(before.size() + 1);
        }
    }

    @Test
    void contactsAndMessagesOfTheFirstVersionAreAllKept() throws Exception {
        var file = golden("people-3");
        var contacts = rows(file, "*", "contacts");
        var messages = rows(file, "*", "messages");
        try (var people = new Database(file, Threads.clock("test-store"), InstantSource.fixed(NOW))) {
            var book = new Contacts(people);
            var texts = new Messages(people, "interrupted");
            assertThat(get(texts.conversations())).hasSize(2);
            assertThat(book.all().get())
                    .extracting(Contact::name, Contact::numbers)
                    .contains(tuple("Zoë O'Neil", List.of("+14155550101", "zoe@example.com")));
        }
        assertThat(rows(file, "*", "contacts")).isEqualTo(contacts).hasSize(3);
        assertThat(rows(file, "*", "messages")).isEqualTo(messages).hasSize(4);
    }

    /** A version whose tables are the same and which knows more words need not have raised the number. */
    @Test
    void wordsOfANewerVersionHideNoRow() throws Exception {
        var file = golden("calls-5");
        run(
                file,
                "UPDATE calls SET outcome = 'VOICEMAIL' WHERE id = 2; UPDATE calls SET caller = 'BRANDED' WHERE id = 3");
        try (var log = log()) {
            assertThat(get(log.recent(100, CallQuery.ALL)))
                    .hasSize(12)
                    .extracting(CallRecord::id, CallRecord::outcome, CallRecord::caller)
                    .contains(
                            tuple(2L, Outcome.UNKNOWN, Caller.VERIFIED),
                            tuple(3L, Outcome.DECLINED, Caller.UNKNOWN),
                            tuple(1L, Outcome.ANSWERED, Caller.UNKNOWN));
        }
        assertThat(rows(file, "outcome, caller", "calls"))
                .as("and stay in the file")
                .contains(List.of("VOICEMAIL", "VERIFIED"), List.of("DECLINED", "BRANDED"));

        var people = golden("people-3");
        run(people, "UPDATE messages SET state = 'READ' WHERE id = 'm1'");
        try (var database = new Database(people, Threads.clock("test-store"), InstantSource.fixed(NOW))) {
            assertThat(get(new Messages(database, "").with("+14155550101", 9)))
                    .extracting(MessageRecord::state)
                    .containsExactly(
                            MessageRecord.State.RECEIVED, MessageRecord.State.UNKNOWN, MessageRecord.State.FAILED);
        }
        assertThat(rows(people, "state", "messages")).contains(List.of("READ"));
    }

    /** What this version does not know of a row comes back with it. */
    @Test
    void whatIsDeletedComesBackAsItWas() throws Exception {
        var file = golden("calls-5");
        run(
                file,
                "UPDATE calls SET outcome = 'VOICEMAIL' WHERE id = 2; ALTER TABLE calls ADD COLUMN video TEXT;"
                        + " UPDATE calls SET video = 'HD' WHERE id = 2");
        var before = rows(file, "*", "calls");
        try (var log = log()) {
            var deletion = log.delete(2);
            get(deletion.done());
            assertThat(get(log.recent(100, CallQuery.ALL))).hasSize(11);
            get(deletion.undo());
            get(deletion.undo());
            assertThat(get(log.recent(100, CallQuery.ALL))).hasSize(12);
        }
        assertThat(rows(file, "*", "calls")).isEqualTo(before);

        var people = golden("people-3");
        var contacts = rows(people, "*", "contacts");
        var messages = rows(people, "*", "messages ORDER BY at --");
        try (var database = new Database(people, Threads.clock("test-store"), InstantSource.fixed(NOW))) {
            var book = new Contacts(database);
            var contact = book.delete(2);
            get(contact.done());
            var texts = new Messages(database, "interrupted");
            var conversation = texts.delete("+14155550101");
            get(conversation.done());
            assertThat(get(texts.conversations())).hasSize(1);
            get(conversation.undo());
            assertThat(get(texts.with("+14155550101", 9)))
                    .extracting(MessageRecord::id)
                    .containsExactly("m0", "m1", "m2");
            get(contact.undo());
            get(database.read(db -> 0));
            assertThat(book.all().get()).hasSize(3);
        }
        assertThat(rows(people, "*", "contacts")).isEqualTo(contacts);
        assertThat(rows(people, "*", "messages ORDER BY at --")).isEqualTo(messages);
    }

    @Test
    void aNewerCallLogIsShownAndToldAndNotWrittenTo() throws Exception {
        var file = golden("calls-5");
        run(
                file,
                "UPDATE calls SET outcome = 'IN_PROGRESS' WHERE id = 1; ALTER TABLE calls ADD COLUMN video TEXT;"
                        + " PRAGMA user_version = 6");
        var before = Files.readAllBytes(file);
        try (var log = log()) {
            assertThat(get(log.recent(100, CallQuery.ALL))).hasSize(12);
            assertThat(log.problem().get()).contains(new StoreProblem(Contents.CALLS, Kind.NEWER, file));
            var put = log.put(CallLogTest.call(NOW, "1", ""));
            assertThatThrownBy(() -> get(put)).hasRootCauseInstanceOf(SQLException.class);
            assertThat(get(log.recent(100, CallQuery.ALL))).hasSize(12);
            assertThat(log.problem().get().orElseThrow().kind()).isEqualTo(Kind.NEWER);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aNewerCallLogOfAnotherShapeIsToldAndNotWrittenTo() throws Exception {
        var file = golden("calls-5");
        run(file, "ALTER TABLE calls RENAME TO conversations; PRAGMA user_version = 60");
        var before = Files.readAllBytes(file);
        try (var log = log()) {
            var list = log.recent(100, CallQuery.ALL);
            assertThatThrownBy(() -> get(list)).hasRootCauseInstanceOf(SQLException.class);
            assertThat(log.problem().get().orElseThrow().kind()).isEqualTo(Kind.NEWER);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.toFile().list()).containsExactly("calls.db");
    }
}
