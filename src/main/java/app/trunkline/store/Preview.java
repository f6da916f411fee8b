package app.trunkline.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sqlite.SQLiteConnection;

/** A copy of a database in memory, which takes what its file does not. */
final class Preview {
    private static final String MAIN = "main";
    /** Bytes of the header that say a file is in WAL mode, which a database in memory cannot be; and what they are there. */
    private static final int[] FORMATS = {18, 19};

    private static final byte ROLLBACK_JOURNAL = 1;

    private Preview() {}

    /** @param db the database as it is; where it cannot be opened, the copy is an empty one */
    static Connection of(Optional<Connection> db, DatabaseFile file) throws SQLException {
        var copy = DriverManager.getConnection("jdbc:sqlite::memory:");
        try {
            if (db.isPresent()) {
                var bytes = db.get().unwrap(SQLiteConnection.class).serialize(MAIN);
                for (var format : FORMATS) {
                    bytes[format] = ROLLBACK_JOURNAL;
                }
                copy.unwrap(SQLiteConnection.class).deserialize(MAIN, bytes);
            } else {
                file.bringUpToDate(copy);
            }
            return copy;
        } catch (SQLException e) {
            file.close(copy);
            throw e;
        }
    }

    static <T> void read(Connection copy, Database.Work<T> work, CompletableFuture<T> result) {
        try {
            result.complete(work.on(copy));
        } catch (SQLException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
