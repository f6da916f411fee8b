package app.trunkline.store;

import app.trunkline.loop.Observable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The call log: one SQLite file in WAL mode, one connection, used on one thread (the executor given). Times are
 * milliseconds since the epoch, UTC.
 *
 * <p>A file that is no database is kept aside as {@code calls.db.broken} and a new one begun: a broken log must not keep
 * people from calling.
 */
public final class CallLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    private static final int SCHEMA_VERSION = 2;
    private static final String COLUMNS = "outgoing, number, e164, name, address, account_id, line, started, answered,"
            + " ended, outcome, code, cause, quality, caller";

    private final ExecutorService executor;
    /** Confined to the executor's thread; empty when the file could not be opened. */
    private Optional<Connection> connection = Optional.empty();

    private final Observable<Long> version = new Observable<>(0L);

    /** Opens or makes the file behind; returns at once. The executor is closed with the log. */
    public CallLog(Path file, ExecutorService executor) {
        this.executor = executor;
        executor.execute(() -> connection = open(file));
    }

    /** Grows with every change, on the log's thread: whoever shows the log reads it again. */
    public Observable<Long> version() {
        return version;
    }

    /** Adds an entry. */
    public CompletionStage<Void> add(CallRecord call) {
        return change(db -> {
            try (var insert =
                    db.prepareStatement("INSERT INTO calls (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
                bind(insert, call);
                return insert.executeUpdate();
            }
        });
    }

    /**
     * The newest entries first.
     *
     * @param search part of a name or number; empty for all
     */
    public CompletionStage<List<CallRecord>> recent(int limit, String search) {
        return run(db -> {
            try (var query = db.prepareStatement("SELECT id, " + COLUMNS
                    + " FROM calls WHERE ? = '' OR instr(lower(name), ?) > 0 OR instr(number, ?) > 0"
                    + " OR instr(e164, ?) > 0 ORDER BY started DESC, id DESC LIMIT ?")) {
                var text = search.strip().toLowerCase(Locale.ROOT);
                for (var i = 1; i <= 4; i++) {
                    query.setString(i, text);
                }
                query.setInt(5, limit);
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
    public CompletionStage<Void> delete(long id) {
        return change(db -> {
            try (var delete = db.prepareStatement("DELETE FROM calls WHERE id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate();
            }
        });
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
        executor.execute(() -> connection.ifPresent(CallLog::closeQuietly));
        executor.close();
    }

    private interface Work<T> {
        T on(Connection db) throws SQLException;
    }

    private CompletionStage<Void> change(Work<Integer> work) {
        return run(work).thenAccept(rows -> version.set(version.get() + 1));
    }

    private <T> CompletionStage<T> run(Work<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.on(connection.orElseThrow(() -> new SQLException("the call log is not open")));
                    } catch (SQLException e) {
                        LOG.error("the call log refused", e);
                        throw new CompletionException(e);
                    }
                },
                executor);
    }

    private static Optional<Connection> open(Path file) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try {
                return Optional.of(connect(file));
            } catch (SQLException e) {
                LOG.error("the call log {} is no database; it is kept aside and a new one begun", file, e);
                Files.move(
                        file, file.resolveSibling(file.getFileName() + ".broken"), StandardCopyOption.REPLACE_EXISTING);
                return Optional.of(connect(file));
            }
        } catch (SQLException | IOException e) {
            LOG.error("there is no call log: {} cannot be opened", file, e);
            return Optional.empty();
        }
    }

    private static Connection connect(Path file) throws SQLException {
        var db = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = db.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("""
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
                    ) STRICT""");
            migrate(db);
            statement.execute("CREATE INDEX IF NOT EXISTS calls_started ON calls (started)");
            statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
            return db;
        } catch (SQLException e) {
            closeQuietly(db);
            throw e;
        }
    }

    /** The table as version 1 had it is made above; each later version adds to it here. */
    private static void migrate(Connection db) throws SQLException {
        try (var statement = db.createStatement()) {
            var version = 0;
            try (var row = statement.executeQuery("PRAGMA user_version")) {
                version = row.next() ? row.getInt(1) : 0;
            }
            if (version < 2) {
                statement.execute("ALTER TABLE calls ADD COLUMN caller TEXT NOT NULL DEFAULT 'UNKNOWN'");
            }
        }
    }

    private static void closeQuietly(Connection db) {
        try {
            db.close();
        } catch (SQLException e) {
            LOG.warn("the call log did not close well", e);
        }
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
                CallRecord.Outcome.valueOf(row.getString(12)),
                row.getInt(13),
                row.getString(14),
                mos,
                CallRecord.Caller.valueOf(row.getString(16)));
    }
}
