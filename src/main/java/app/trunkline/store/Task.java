package app.trunkline.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something to do with a database. On the database's thread.
 *
 * @param change what is lost if it fails
 */
record Task<T>(Database.Work<T> work, CompletableFuture<T> result, boolean change) {
    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    /** Does the work; what is returned completes the task. */
    Runnable on(Connection db) throws SQLException {
        var value = work.on(db);
        return () -> result.complete(value);
    }

    /**
     * Does and completes several in one transaction; false where none is done, and each is to be tried alone, which tells
     * why.
     */
    static boolean together(Connection db, List<Task<?>> tasks) {
        if (tasks.size() < 2) {
            return false;
        }
        List<Runnable> done = new ArrayList<>();
        try (var statement = db.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (var task : tasks) {
                    done.add(task.on(db));
                }
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                DatabaseFile.rollBack(statement);
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("{} changes go one by one", tasks.size(), e);
            return false;
        }
        done.forEach(Runnable::run);
        return true;
    }
}
