package app.trunkline.store;

import app.trunkline.loop.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SQLite file and the files beside it.
 *
 * @param steps what each version of the file added, the first at the beginning; {@code user_version} counts them
 */
record DatabaseFile(Path path, List<String> steps) {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** Of the files to move, the database last: a crash between two moves must not leave a log beside another database. */
    private static final List<String> SUFFIXES = List.of("-journal", "-wal", "-shm", "");

    /** @param newer a newer Trunkline wrote the file: the connection reads only */
    record Opened(Connection connection, boolean newer) {}

    /** Opens the file, makes it where there is none, and brings an older one up to date. Blocking. */
    Opened open() throws SQLException, IOException {
        var folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            OwnerOnly.folder(folder);
        }
        closeToOthers();
        var db = DriverManager.getConnection("jdbc:sqlite:" + path);
        try (var statement = db.createStatement()) {
            // First, for each of the others may meet a lock.
            statement.execute("PRAGMA busy_timeout = 2000");
            var newer = version(statement) > steps.size();
            if (newer) {
                statement.execute("PRAGMA query_only = ON");
            } else {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
                bringUpToDate(statement);
            }
            return new Opened(db, newer);
        } catch (SQLException e) {
            close(db);
            throw e;
        }
    }

    /** SQLite gives the files beside a database the permissions that it has. */
    private void closeToOthers() {
        try {
            OwnerOnly.makeFile(path);
            SUFFIXES.forEach(suffix -> OwnerOnly.close(with(path, suffix)));
        } catch (IOException e) {
            LOG.debug("{} cannot be made; SQLite says why", path, e);
        }
    }

    /** Adds what the database does not have yet. */
    void bringUpToDate(Connection db) throws SQLException {
        try (var statement = db.createStatement()) {
            bringUpToDate(statement);
        }
    }

    private void bringUpToDate(Statement statement) throws SQLException {
        if (version(statement) == steps.size()) {
            return;
        }
        statement.execute("BEGIN IMMEDIATE");
        try {
            var version = version(statement);
            for (var step : steps.subList(Math.min(version, steps.size()), steps.size())) {
                statement.execute(step);
            }
            if (version < steps.size()) {
                statement.execute("PRAGMA user_version = " + steps.size());
            }
            statement.execute("COMMIT");
        } catch (SQLException e) {
            rollBack(statement);
            throw e;
        }
    }

    /** SQLite has rolled back by itself after some failures, and refuses then. */
    static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("nothing to roll back: {}", e.getMessage());
        }
    }

    /** Reads one of an enum's names; a newer version may have written others, and that is no reason to show no row at all. */
    static <E extends Enum<E>> E word(String name, E otherwise) {
        return EnumSet.allOf(otherwise.getDeclaringClass()).stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }

    /** How many steps have made the file. */
    static int version(Connection db) throws SQLException {
        try (var statement = db.createStatement()) {
            return version(statement);
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** Moves the file and what belongs to it to names that nothing has yet; returns the file's. Nothing has it open. */
    Path setAside(Instant now) throws IOException {
        for (var number = 1; ; number++) {
            var aside = path.resolveSibling(
                    path.getFileName() + ".broken-" + STAMP.format(now) + (number == 1 ? "" : "-" + number));
            if (SUFFIXES.stream().noneMatch(suffix -> exists(with(aside, suffix)))) {
                for (var suffix : SUFFIXES) {
                    if (exists(with(path, suffix))) {
                        Files.move(with(path, suffix), with(aside, suffix));
                    }
                }
                return aside;
            }
        }
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    static Path with(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    void close(Connection db) {
        try {
            db.close();
        } catch (SQLException e) {
            LOG.warn("{} did not close well", path, e);
        }
    }
}
