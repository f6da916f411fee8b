package app.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.trunkline.loop.Threads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes that are handed over while the database's thread has something else to do. */
@Timeout(60)
class HandedOverTest {
    @TempDir
    Path folder;

    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    private Path file() {
        return folder.resolve("people.db");
    }

    private Database open() {
        return new Database(file(), Threads.clock("test-people"), InstantSource.system());
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Database.Work<Integer> adding(String name) {
        return db -> {
            try (var insert = db.prepareStatement(
                    "INSERT INTO contacts (name, numbers, favourite, watched) VALUES (?, '', 0, 0)")) {
                insert.setString(1, name);
                return insert.executeUpdate();
            }
        };
    }

    private static int count(Connection db) throws SQLException {
        try (var statement = db.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM contacts")) {
            return row.getInt(1);
        }
    }

    private int writtenToTheFile() throws SQLException {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            return count(other);
        }
    }

    /** A search that goes on until it is told to end, so that whatever comes meanwhile waits. */
    private static CountDownLatch occupy(Database database) throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        database.read(db -> {
            begun.countDown();
            try {
                return end.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        return end;
    }

    @Test
    void goBeforeSearchesThatWaitAndTogether() throws Exception {
        try (var database = open()) {
            var end = occupy(database);
            var search = database.read(db -> {
                order.add("search of " + count(db));
                return true;
            });
            var first = database.write(adding("Ada"));
            var second = database.write(db -> {
                order.add("written by then: " + writtenToTheFile());
                return adding("Bob").on(db);
            });
            second.thenRun(
                    () -> order.add("told with " + first.toCompletableFuture().isDone()));
            end.countDown();
            get(second);
            get(search);
            assertThat(order).containsExactly("written by then: 0", "told with true", "search of 2");
            assertThat(writtenToTheFile()).isEqualTo(2);
        }
    }

    @Test
    void oneThatIsRefusedTakesNoOtherWithIt() throws Exception {
        try (var database = open()) {
            var end = occupy(database);
            var first = database.write(adding("Ada"));
            var wrong = database.write(db -> {
                try (var statement = db.createStatement()) {
                    return statement.executeUpdate("INSERT INTO nothing VALUES (1)");
                }
            });
            var unreadable = database.<Integer>write(db -> {
                throw new IllegalStateException("a row that cannot be understood");
            });
            var last = database.write(adding("Bob"));
            end.countDown();
            get(first);
            get(last);
            assertThatThrownBy(() -> get(wrong)).hasCauseInstanceOf(SQLException.class);
            assertThatThrownBy(() -> get(unreadable)).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(writtenToTheFile()).isEqualTo(2);
        }
    }

    @Test
    void allOfThemWaitForALockedFileInTheirOrder() throws Exception {
        try (var database = open()) {
            get(database.write(adding("Old")));
            CompletionStage<Integer> last;
            try (var lock = DriverManager.getConnection("jdbc:sqlite:" + file());
                    var statement = lock.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                var end = occupy(database);
                database.write(adding("Ada"));
                last = database.write(db -> adding("After " + count(db)).on(db));
                end.countDown();
                assertThat(get(database.read(HandedOverTest::count))).isEqualTo(3);
                assertThat(last.toCompletableFuture()).isNotDone();
            }
            get(last);
            var newest = database.read(db -> {
                try (var statement = db.createStatement();
                        var row = statement.executeQuery("SELECT name FROM contacts ORDER BY id DESC")) {
                    return row.getString(1);
                }
            });
            assertThat(get(newest)).isEqualTo("After 2");
        }
    }

    /** The thread's last tasks run before the file is closed. */
    @Test
    void areWrittenBeforeTheFileIsClosed() throws Exception {
        var database = open();
        var end = occupy(database);
        database.write(adding("Ada"));
        database.write(adding("Bob"));
        end.countDown();
        database.close();
        assertThat(writtenToTheFile()).isEqualTo(2);
        assertThatThrownBy(() -> get(database.write(adding("Zoe")))).isNotNull();
        assertThat(writtenToTheFile()).isEqualTo(2);
    }
}
