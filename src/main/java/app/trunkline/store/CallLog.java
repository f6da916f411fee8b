package app.trunkline.store;

import app.trunkline.loop.Observable;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The call log: one SQLite file in WAL mode, one connection, used on one thread (the executor given). Times are
 * milliseconds since the epoch, UTC.
 *
 * <p>What is wrong with the file is told in {@link #problem} and never keeps people from calling.
 */
public final class CallLog implements AutoCloseable {
    /** What each version of the file added. */
    private static final List<String> STEPS = List.of(
            """
            CREATE TABLE IF NOT EXISTS calls (
              id INTEGER PRIMARY KEY,
              outgoing INTEGER NOT NULL,
              number TEXT NOT NULL,
              e164 TEXT NOT NULL,
              name TEXT NOT NULL,
              address TEXT NOT NULL,
              account_id TEXT NOT NULL,
              line TEXT NOT NULL,
              started INTEGER NOT NULL,
              answered INTEGER,
              ended INTEGER NOT NULL,
              outcome TEXT NOT NULL,
              code INTEGER NOT NULL,
              cause TEXT NOT NULL,
              quality REAL
            ) STRICT\
            """,
            "ALTER TABLE calls ADD COLUMN caller TEXT NOT NULL DEFAULT 'UNKNOWN'",
            // Files of the first two versions have it already.
            "CREATE INDEX IF NOT EXISTS calls_started ON calls (started)",
            "ALTER TABLE calls ADD COLUMN call TEXT",
            "CREATE UNIQUE INDEX calls_call ON calls (call)");

    private static final String COLUMNS = "outgoing, number, e164, name, address, account_id, line, started, answered,"
            + " ended, outcome, code, cause, quality, caller, call";
    /** All that may change while a call lasts. */
    private static final String GROWTH = Stream.of(
                    "name", "answered", "ended", "outcome", "code", "cause", "quality", "caller")
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));

    private final Database database;
    private final Observable<Long> version = new Observable<>(0L);

    /** Opens or makes the file behind; returns at once. The executor is closed with the log. */
    public CallLog(Path file, ScheduledExecutorService executor, InstantSource clock) {
        database = new Database(new DatabaseFile(file, STEPS), executor, clock, StoreProblem.Contents.CALLS);
        database.whenRecovered(this::changed);
        // No call of an earlier run is still in progress.
        change(db -> {
            try (var statement = db.createStatement()) {
                return statement.executeUpdate("UPDATE calls SET outcome = 'CUT_OFF' WHERE outcome = 'IN_PROGRESS'");
            }
        });
    }

    /** What the user has to know about the file, if anything; set on the log's thread. */
    public Observable<Optional<StoreProblem>> problem() {
        return database.problem();
    }

    /** Grows with every change, on the log's thread: whoever shows the log reads it again. */
    public Observable<Long> version() {
        return version;
    }

    /** Adds an entry, or changes that of the same call. */
    public CompletionStage<Void> put(CallRecord call) {
        var id = database.newId("calls");
        return change(db -> {
            try (var insert = db.prepareStatement("INSERT INTO calls (" + COLUMNS + ", id)"
                    + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?," + id + ")"
                    + " ON CONFLICT (call) DO UPDATE SET " + GROWTH)) {
                bind(insert, call);
                return insert.executeUpdate();
            }
        });
    }

    /** The newest entries first. */
    public CompletionStage<List<CallRecord>> recent(int limit, CallQuery asked) {
        return database.read(db -> {
            try (var query = db.prepareStatement("SELECT id, " + COLUMNS + " FROM calls WHERE ("
                    + asked.kind().condition + ") AND (? = '' OR account_id = ?)"
                    + " AND (? = '' OR instr(lower(name), ?) > 0 OR instr(number, ?) > 0 OR instr(e164, ?) > 0)"
                    + " ORDER BY started DESC, id DESC LIMIT ?")) {
                var text = asked.text().strip().toLowerCase(Locale.ROOT);
                for (var i = 1; i <= 2; i++) {
                    query.setString(i, asked.accountId());
                }
                for (var i = 3; i <= 6; i++) {
                    query.setString(i, text);
                }
                query.setInt(7, limit);
                List<CallRecord> found = new ArrayList<>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.add(read(rows));
                    }
                }
                return found;
            }
        });
    }

    /** Removes one entry. */
    public Deletion delete(long id) {
        return new Deletion(database, "calls", "id", id, this::changed);
    }

    /** Removes every entry. */
    public CompletionStage<Void> clear() {
        return change(db -> {
            try (var statement = db.createStatement()) {
                return statement.executeUpdate("DELETE FROM calls");
            }
        });
    }

    /** Waits for what is queued and closes the file. */
    @Override
    public void close() {
        database.close();
    }

    private CompletionStage<Void> change(Database.Work<Integer> work) {
        return database.write(work).thenAccept(this::changed);
    }

    private void changed(int rows) {
        if (rows > 0) {
            changed();
        }
    }

    private void changed() {
        version.set(version.get() + 1);
    }

    private static void bind(PreparedStatement insert, CallRecord call) throws SQLException {
        insert.setBoolean(1, call.outgoing());
        insert.setString(2, call.number());
        insert.setString(3, call.e164());
        insert.setString(4, call.name());
        insert.setString(5, call.address());
        insert.setString(6, call.accountId());
        insert.setString(7, call.line());
        insert.setLong(8, call.started().toEpochMilli());
        insert.setObject(9, call.answered().map(Instant::toEpochMilli).orElse(null));
        insert.setLong(10, call.ended().toEpochMilli());
        insert.setString(11, call.outcome().name());
        insert.setInt(12, call.code());
        insert.setString(13, call.cause());
        insert.setObject(14, call.quality().orElse(null));
        insert.setString(15, call.caller().name());
        insert.setString(16, call.call().isEmpty() ? null : call.call());
    }

    private static CallRecord read(ResultSet row) throws SQLException {
        var answeredAt = row.getLong(10);
        Optional<Instant> answered = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(answeredAt));
        var quality = row.getDouble(15);
        Optional<Double> mos = row.wasNull() ? Optional.empty() : Optional.of(quality);
        return new CallRecord(
                row.getLong(1),
                row.getBoolean(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                Instant.ofEpochMilli(row.getLong(9)),
                answered,
                Instant.ofEpochMilli(row.getLong(11)),
                DatabaseFile.word(row.getString(12), CallRecord.Outcome.UNKNOWN),
                row.getInt(13),
                row.getString(14),
                mos,
                DatabaseFile.word(row.getString(16), CallRecord.Caller.UNKNOWN),
                Optional.ofNullable(row.getString(17)).orElse(""));
    }
}
