package app.trunkline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what can be read of a damaged database into a new one, table by table. A damaged page hides a range of rows: the
 * rest is read from both its sides, and between two such pages wherever a row is met.
 */
final class Salvage {
    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
    /** How often a table may fail before the rest of it is given up. */
    private static final int MOST_FAILURES = 4_000;

    private static final int SQLITE_CONSTRAINT = 19;

    private final Connection damaged;
    private final Connection fresh;
    private int rows;

    private record Range(long first, long last) {}

    private Salvage(Connection damaged, Connection fresh) {
        this.damaged = damaged;
        this.fresh = fresh;
    }

    /**
     * Takes all or, where the new database fails, nothing.
     *
     * @param aside the damaged file; it is not touched, since opening it might change it
     * @return how many rows were copied
     */
    static int rows(Path aside, Connection fresh) throws SQLException, IOException {
        var folder = Files.createTempDirectory(aside.toAbsolutePath().getParent(), "salvage");
        var copy = folder.resolve("copy.db");
        try {
            for (var suffix : List.of("", "-wal", "-journal")) {
                var part = DatabaseFile.with(aside, suffix);
                if (Files.exists(part)) {
                    Files.copy(part, DatabaseFile.with(copy, suffix));
                }
            }
            try (var damaged = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
                return new Salvage(damaged, fresh).copy();
            }
        } finally {
            for (var suffix : List.of("-shm", "-wal", "-journal", "")) {
                Files.deleteIfExists(DatabaseFile.with(copy, suffix));
            }
            Files.delete(folder);
        }
    }

    private int copy() throws SQLException {
        try (var statement = fresh.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (var table : tables()) {
                    copy(table);
                }
                statement.execute("COMMIT");
                return rows;
            } catch (SQLException e) {
                DatabaseFile.rollBack(statement);
                throw e;
            }
        }
    }

    private List<String> tables() throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = fresh.createStatement();
                var names = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
            while (names.next()) {
                found.add(names.getString(1));
            }
        }
        return found;
    }

    private void copy(String table) throws SQLException {
        List<String> columns;
        try {
            columns = columns(damaged, table);
        } catch (SQLException e) {
            LOG.warn("nothing of {} can be read: {}", table, e.getMessage());
            return;
        }
        columns.retainAll(columns(fresh, table));
        if (columns.isEmpty()) {
            return;
        }
        var names = String.join(", ", columns);
        var places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        var select =
                "SELECT rowid, " + names + " FROM " + table + " NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid";
        try (var insert =
                fresh.prepareStatement("INSERT OR IGNORE INTO " + table + " (" + names + ") VALUES (" + places + ")")) {
            var ranges = new ArrayDeque<>(List.of(new Range(0, Long.MAX_VALUE)));
            for (var failures = 0; !ranges.isEmpty() && failures < MOST_FAILURES; failures++) {
                ranges.addAll(unread(ranges.remove(), select, columns.size(), insert));
            }
        }
    }

    private static List<String> columns(Connection db, String table) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = db.createStatement();
                var names = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (names.next()) {
                found.add(names.getString("name"));
            }
        }
        return found;
    }

    /** Copies the rows of the range up to the first damage from below, and from above; returns what lies between, halved. */
    private List<Range> unread(Range range, String select, int columns, PreparedStatement insert) throws SQLException {
        List<Row> found = new ArrayList<>();
        var complete = read(range, select, columns, found);
        var first = found.isEmpty() ? range.first : found.getLast().id + 1;
        if (complete) {
            insert(found, insert);
            return List.of();
        }
        List<Row> fromAbove = new ArrayList<>();
        read(new Range(first, range.last), select + " DESC", columns, fromAbove);
        var last = fromAbove.isEmpty() ? range.last : fromAbove.getLast().id - 1;
        Collections.reverse(fromAbove);
        found.addAll(fromAbove);
        insert(found, insert);
        if (first >= last) {
            return List.of();
        }
        var middle = middle(first, last);
        return List.of(new Range(first, middle), new Range(middle + 1, last));
    }

    /** In their logarithms while they are far apart: rows are numbered from 1, or by the clock. */
    private static long middle(long first, long last) {
        return last / 4 > first
                ? Math.clamp((long) Math.sqrt((double) Math.max(1, first) * last), first, last - 1)
                : first + (last - first) / 2;
    }

    private record Row(long id, List<Object> values) {}

    /** False if it ended at a damage. */
    private boolean read(Range range, String select, int columns, List<Row> found) {
        try (var query = damaged.prepareStatement(select)) {
            query.setLong(1, range.first);
            query.setLong(2, range.last);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    var values = new ArrayList<>();
                    for (var column = 0; column < columns; column++) {
                        values.add(row.getObject(column + 2));
                    }
                    found.add(new Row(row.getLong(1), values));
                }
            }
            return true;
        } catch (SQLException e) {
            LOG.debug("damage among the rows {}", range, e);
            return false;
        }
    }

    /** Rows that a damage made impossible are left out. */
    private void insert(List<Row> found, PreparedStatement insert) throws SQLException {
        for (var row : found) {
            for (var column = 0; column < row.values.size(); column++) {
                insert.setObject(column + 1, row.values.get(column));
            }
            try {
                rows += insert.executeUpdate();
            } catch (SQLException e) {
                if ((e.getErrorCode() & 0xff) != SQLITE_CONSTRAINT) {
                    throw e;
                }
                LOG.warn("the row {} makes no sense: {}", row.id, e.getMessage());
            }
        }
    }
}
