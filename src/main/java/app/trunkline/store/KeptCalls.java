package app.trunkline.store;

import app.trunkline.loop.Threads;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The established calls of a telephone, each as long as it lasts, so that the next process can go on with those of one that
 * was killed. A file of its own in SQLite: it can be deleted at any time, and a version that does not know it leaves it alone.
 * Any thread; answers come on the file's.
 */
public final class KeptCalls implements AutoCloseable {
    private static final List<String> STEPS = List.of("""
            CREATE TABLE IF NOT EXISTS running (
              call TEXT PRIMARY KEY,
              body TEXT NOT NULL,
              recorded INTEGER NOT NULL,
              alive INTEGER NOT NULL,
              tried INTEGER NOT NULL DEFAULT 0
            ) STRICT\
            """);

    /**
     * A call.
     *
     * @param call its id in the program
     * @param body what is needed to go on with it, as whoever keeps it writes it
     * @param recorded whether it was being recorded
     * @param alive when it was last there
     */
    public record Kept(String call, String body, boolean recorded, Instant alive) {}

    private final Database database;

    /** Opens or makes the file behind; returns at once. The executor is closed with it. */
    public KeptCalls(Path file, ScheduledExecutorService executor, InstantSource clock) {
        database = new Database(new DatabaseFile(file, STEPS), executor, clock, StoreProblem.Contents.CALLS);
    }

    /** The file of this folder. */
    public static KeptCalls in(Path folder, InstantSource clock) {
        return new KeptCalls(folder.resolve("running.db"), Threads.clock("running"), clock);
    }

    /** Keeps a call, as it is now. */
    public CompletionStage<Void> put(Kept call) {
        return change(
                "INSERT INTO running (call, body, recorded, alive) VALUES (?,?,?,?) ON CONFLICT (call) DO UPDATE"
                        + " SET body = excluded.body, recorded = excluded.recorded, alive = excluded.alive",
                insert -> {
                    insert.setString(1, call.call());
                    insert.setString(2, call.body());
                    insert.setBoolean(3, call.recorded());
                    insert.setLong(4, call.alive().toEpochMilli());
                });
    }

    /** The calls that are kept are still there. */
    public CompletionStage<Void> alive(Instant now) {
        return change("UPDATE running SET alive = ?", update -> update.setLong(1, now.toEpochMilli()));
    }

    /** A call that was taken has gone on well, and may be taken once more. */
    public CompletionStage<Void> settled(String call) {
        return change("UPDATE running SET tried = 0 WHERE call = ?", update -> update.setString(1, call));
    }

    /** The call is over, or nobody will go on with it. */
    public CompletionStage<Void> remove(String call) {
        return change("DELETE FROM running WHERE call = ?", delete -> delete.setString(1, call));
    }

    /** What another process left, each call once: one that was taken before, and not {@link #settled} since, is let go of. */
    public CompletionStage<List<Kept>> take() {
        return database.write(db -> {
            try (var statement = db.createStatement()) {
                statement.executeUpdate("DELETE FROM running WHERE tried > 0");
                List<Kept> found = new ArrayList<>();
                try (var rows = statement.executeQuery("SELECT call, body, recorded, alive FROM running")) {
                    while (rows.next()) {
                        found.add(new Kept(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getBoolean(3),
                                Instant.ofEpochMilli(rows.getLong(4))));
                    }
                }
                statement.executeUpdate("UPDATE running SET tried = 1");
                return found;
            }
        });
    }

    /** Waits for what is queued and closes the file. */
    @Override
    public void close() {
        database.close();
    }

    /** Puts its values into a statement. */
    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws java.sql.SQLException;
    }

    private CompletionStage<Void> change(String sql, Binding binding) {
        return database.write(db -> {
                    try (var statement = db.prepareStatement(sql)) {
                        binding.bind(statement);
                        return statement.executeUpdate();
                    }
                })
                .thenAccept(rows -> {});
    }
}
