package app.trunkline.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Rows that were deleted; {@link #undo} brings them back as they were, with columns and words of a newer version too. Any
 * thread.
 */
public final class Deletion {
    private final Database database;
    private final String table;
    private final Consumer<Integer> changed;
    private final CompletionStage<Void> done;

    // Confined to the database's thread. While the file takes nothing, the deletion is done in the preview and later
    // again
    // in the file: what counts is what it met last.
    private List<String> columns = List.of();
    private List<List<Object>> rows = List.of();

    /** @param changed told how many rows went or came back, on the database's thread */
    Deletion(Database database, String table, String column, Object value, Consumer<Integer> changed) {
        this.database = database;
        this.table = table;
        this.changed = changed;
        var condition = " FROM " + table + " WHERE " + column + " = ?";
        done = database.write(db -> {
                    take(db, "SELECT *" + condition, value);
                    try (var delete = db.prepareStatement("DELETE" + condition)) {
                        delete.setObject(1, value);
                        return delete.executeUpdate();
                    }
                })
                .thenAccept(changed);
    }

    /** Complete when the file is without them. */
    public CompletionStage<Void> done() {
        return done;
    }

    /** Brings them back; what stands in a row's place by now stays. */
    public CompletionStage<Void> undo() {
        return database.write(this::putBack).thenAccept(changed);
    }

    private void take(Connection db, String select, Object value) throws SQLException {
        List<String> names = new ArrayList<>();
        List<List<Object>> found = new ArrayList<>();
        try (var query = db.prepareStatement(select)) {
            query.setObject(1, value);
            try (var row = query.executeQuery()) {
                var count = row.getMetaData().getColumnCount();
                for (var column = 1; column <= count; column++) {
                    names.add(row.getMetaData().getColumnName(column));
                }
                while (row.next()) {
                    List<Object> values = new ArrayList<>();
                    for (var column = 1; column <= count; column++) {
                        values.add(row.getObject(column));
                    }
                    found.add(values);
                }
            }
        }
        columns = names;
        rows = found;
    }

    private int putBack(Connection db) throws SQLException {
        var back = 0;
        var places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        for (var row : rows) {
            try (var insert = db.prepareStatement("INSERT OR IGNORE INTO " + table + " (" + String.join(", ", columns)
                    + ") VALUES (" + places + ")")) {
                for (var column = 0; column < row.size(); column++) {
                    insert.setObject(column + 1, row.get(column));
                }
                back += insert.executeUpdate();
            }
        }
        return back;
    }
}
