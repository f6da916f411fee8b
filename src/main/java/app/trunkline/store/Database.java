package app.trunkline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SQLite file in WAL mode, one connection, used on one thread (the executor given). The steps that made the file are
 * counted in {@code user_version}; older files are brought up to date. People and their messages stand apart from the call
 * log, so that a broken log takes no contact with it.
 *
 * <p>A file that is no database is kept aside with {@code .broken} behind its name and a new one begun.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** What each version added, the first at the beginning. A step that was shipped is never changed. */
    private static final List<String> PEOPLE = List.of("""
            CREATE TABLE contacts (
              id INTEGER PRIMARY KEY,
              name TEXT NOT NULL,
              numbers TEXT NOT NULL,
              favourite INTEGER NOT NULL,
              watched INTEGER NOT NULL
            ) STRICT""", """
            CREATE TABLE messages (
              id TEXT PRIMARY KEY,
              outgoing INTEGER NOT NULL,
              peer TEXT NOT NULL,
              address TEXT NOT NULL,
              name TEXT NOT NULL,
              account_id TEXT NOT NULL,
              at INTEGER NOT NULL,
              text TEXT NOT NULL,
              state TEXT NOT NULL,
              cause TEXT NOT NULL,
              seen INTEGER NOT NULL
            ) STRICT""", "CREATE INDEX messages_peer ON messages (peer, at)");

    private final String what;
    private final List<String> steps;
    private final ExecutorService executor;
    /** Confined to the executor's thread; empty when the file could not be opened. */
    private Optional<Connection> connection = Optional.empty();

    /** People and their messages. Opens or makes the file behind; returns at once. The executor is closed with the database. */
    public Database(Path file, ExecutorService executor) {
        this(file, executor, "people and messages", PEOPLE);
    }

    /**
     * @param what is in it, for the log
     * @param steps what each version added, the first at the beginning; a step that was shipped is never changed
     */
    Database(Path file, ExecutorService executor, String what, List<String> steps) {
        this.what = what;
        this.steps = steps;
        this.executor = executor;
        executor.execute(() -> connection = open(file));
    }

    interface Work<T> {
        T on(Connection db) throws SQLException;
    }

    <T> CompletionStage<T> run(Work<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.on(connection.orElseThrow(() -> new SQLException("the database is not open")));
                    } catch (SQLException e) {
                        LOG.error("{}: the database refused", what, e);
                        throw new CompletionException(e);
                    }
                },
                executor);
    }

    /** Waits for what is queued and closes the file. */
    @Override
    public void close() {
        executor.execute(() -> connection.ifPresent(this::closeQuietly));
        executor.close();
    }

    private Optional<Connection> open(Path file) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try {
                return Optional.of(connect(file));
            } catch (SQLException e) {
                LOG.error("{} is no database; it is kept aside and a new one begun", file, e);
                Files.move(
                        file, file.resolveSibling(file.getFileName() + ".broken"), StandardCopyOption.REPLACE_EXISTING);
                return Optional.of(connect(file));
            }
        } catch (SQLException | IOException e) {
            LOG.error("{} cannot be kept: {} cannot be opened", what, file, e);
            return Optional.empty();
        }
    }

    private Connection connect(Path file) throws SQLException {
        var db = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            try (var statement = db.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
                statement.execute("PRAGMA busy_timeout = 5000");
            }
            bringUpToDate(db);
            return db;
        } catch (SQLException e) {
            closeQuietly(db);
            throw e;
        }
    }

    private void bringUpToDate(Connection db) throws SQLException {
        db.setAutoCommit(false);
        try (var statement = db.createStatement()) {
            int version;
            try (var row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            for (var step : steps.subList(Math.min(version, steps.size()), steps.size())) {
                statement.execute(step);
            }
            // The file of a newer Trunkline is used as it is.
            statement.execute("PRAGMA user_version = " + Math.max(version, steps.size()));
        }
        db.commit();
        db.setAutoCommit(true);
    }

    private void closeQuietly(Connection db) {
        try {
            db.close();
        } catch (SQLException e) {
            LOG.warn("{}: the database did not close well", what, e);
        }
    }
}
