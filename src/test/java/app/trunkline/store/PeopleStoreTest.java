package app.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Threads;
import app.trunkline.store.MessageRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contacts and text messages in a real SQLite file. */
class PeopleStoreTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.125Z");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("data").resolve("people.db");
    }

    private Database open() {
        return new Database(file(), Threads.clock("test-people"), InstantSource.fixed(NOON));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static MessageRecord message(String id, String peer, int minute, State state, boolean seen) {
        return new MessageRecord(
                id,
                state != State.RECEIVED,
                peer,
                "sip:" + peer,
                "",
                "a1",
                NOON.plusSeconds(60L * minute),
                "Grüße 👋 " + id,
                state,
                "",
                0,
                seen);
    }

    /** What is queued before it has happened by then. */
    private static void settle(Database database) {
        get(database.read(db -> 0));
    }

    @Test
    void keepsContactsOverARestartFavouritesFirst() {
        try (var database = open()) {
            var contacts = new Contacts(database);
            get(contacts.save(new Contact(0, "zoe", List.of("+14155550101", "zoe@example.com"), false, true)));
            get(contacts.save(new Contact(0, "Ada", List.of("1001"), false, false)));
            get(contacts.save(new Contact(0, "Max", List.of("1002"), true, false)));
            settle(database);
            assertThat(contacts.all().get()).extracting(Contact::name).containsExactly("Max", "Ada", "zoe");
        }
        try (var database = open()) {
            var contacts = new Contacts(database);
            settle(database);
            var zoe = contacts.all().get().getLast();
            assertThat(zoe.numbers()).containsExactly("+14155550101", "zoe@example.com");
            assertThat(zoe.watched()).isTrue();
            get(contacts.save(new Contact(zoe.id(), "Zoë", List.of("7"), true, false)));
            var ada = contacts.all().get().stream()
                    .filter(contact -> contact.name().equals("Ada"))
                    .findFirst()
                    .orElseThrow();
            get(contacts.delete(ada.id()).done());
            settle(database);
            assertThat(contacts.all().get()).extracting(Contact::name).containsExactly("Max", "Zoë");
        }
    }

    @Test
    void listsConversationsByTheirNewestMessageAndCountsTheUnread() {
        try (var database = open()) {
            var messages = new Messages(database, "ended");
            get(messages.put(message("1", "bob@example.com", 0, State.RECEIVED, false)));
            get(messages.put(message("2", "+14155550101", 1, State.RECEIVED, true)));
            get(messages.put(message("3", "bob@example.com", 2, State.RECEIVED, false)));
            get(messages.put(message("4", "+14155550101", 3, State.SENT, true)));
            var all = get(messages.conversations());
            assertThat(all).extracting(c -> c.last().id()).containsExactly("4", "3");
            assertThat(all).extracting(Messages.Conversation::unread).containsExactly(0, 2);
            assertThat(get(messages.with("bob@example.com", 10)))
                    .extracting(MessageRecord::text)
                    .containsExactly("Grüße 👋 1", "Grüße 👋 3");
            assertThat(get(messages.with("bob@example.com", 1)))
                    .extracting(MessageRecord::id)
                    .containsExactly("3");
            get(messages.seen("bob@example.com"));
            assertThat(get(messages.conversations()))
                    .extracting(Messages.Conversation::unread)
                    .containsOnly(0);
            var version = messages.version().get();
            get(messages.seen("bob@example.com"));
            assertThat(messages.version().get()).as("nothing changed").isEqualTo(version);
            get(messages.delete("bob@example.com").done());
            assertThat(get(messages.conversations())).hasSize(1);
        }
    }

    @Test
    void aMessageIsChangedInItsPlaceAndOneThatWasUnderWayIsToldOf() {
        try (var database = open()) {
            var messages = new Messages(database, "");
            var first = message("1", "bob@example.com", 0, State.SENDING, true);
            get(messages.put(first));
            get(messages.put(first.in(State.FAILED, "Nobody answered.", 408)));
            get(messages.put(message("2", "bob@example.com", 1, State.SENDING, true)));
            assertThat(get(messages.with("bob@example.com", 10)).getFirst().cause())
                    .isEqualTo("Nobody answered.");
        }
        try (var database = open()) {
            var again = get(new Messages(database, "It ended before.").with("bob@example.com", 10));
            assertThat(again).extracting(MessageRecord::state).containsOnly(State.FAILED);
            assertThat(again).extracting(MessageRecord::cause).containsExactly("Nobody answered.", "It ended before.");
            assertThat(again.getFirst().at()).isEqualTo(NOON);
        }
    }

    @Test
    void bringsAnOlderFileUpToDateAndKeepsABrokenOneAside() throws SQLException, IOException {
        Files.createDirectories(folder.resolve("data"));
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = db.createStatement()) {
            statement.execute(
                    "CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, numbers TEXT NOT NULL,"
                            + " favourite INTEGER NOT NULL, watched INTEGER NOT NULL) STRICT");
            statement.execute("INSERT INTO contacts VALUES (7, 'Ada', '1001', 0, 0)");
            statement.execute("PRAGMA user_version = 1");
        }
        try (var database = open()) {
            var contacts = new Contacts(database);
            get(new Messages(database, "").put(message("1", "bob@example.com", 0, State.RECEIVED, false)));
            settle(database);
            assertThat(contacts.all().get()).extracting(Contact::name).containsExactly("Ada");
        }
        Files.writeString(file(), "this is no database, and long enough to be looked at as one".repeat(50));
        try (var database = open()) {
            var contacts = new Contacts(database);
            settle(database);
            assertThat(contacts.all().get()).isEmpty();
        }
        assertThat(file().resolveSibling("people.db.broken-20260301-120000")).exists();
    }
}
