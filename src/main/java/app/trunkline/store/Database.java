package app.trunkline.store;

import app.trunkline.loop.Observable;
import app.trunkline.store.StoreProblem.Contents;
import app.trunkline.store.StoreProblem.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SQLite file in WAL mode, one connection, used on one thread (the executor given). The steps that made the file are
 * counted in {@code user_version}; older files are brought up to date. People and their messages stand apart from the call
 * log, so that a broken log takes no contact with it.
 *
 * <p>Only a file that SQLite calls damaged is set aside, under a name that nothing has yet, and a new one begun. A lock, a
 * full disk, a file that cannot be written or read pass: they are told in {@link #problem} and tried again each second,
 * and what was to be written meanwhile waits in memory, in its order; {@link #read} sees it there already.
 *
 * <p>Changes go before whatever else waits for the thread, and those that wait go together, in one transaction: a search
 * through many rows or a file that opens slowly leaves a crash as little to take as can be. A commit is the system's to
 * keep, so no end of the process loses it; a power cut may lose the last ones, and never more (synchronous = NORMAL).
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long RETRY_MILLIS = 1000;

    /** What each version added, the first at the beginning. A step that was shipped is never changed. */
    private static final List<String> PEOPLE = List.of("""
            CREATE TABLE contacts (
              id INTEGER PRIMARY KEY,
              name TEXT NOT NULL,
              numbers TEXT NOT NULL,
              favourite INTEGER NOT NULL,
              watched INTEGER NOT NULL
            ) STRICT\
            """, """
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
            ) STRICT\
            """, "CREATE INDEX messages_peer ON messages (peer, at)");

    private final Contents contents;
    private final DatabaseFile file;
    private final ScheduledExecutorService executor;
    private final InstantSource clock;
    private final Observable<Optional<StoreProblem>> problem = new Observable<>(Optional.empty());
    private final List<Runnable> onRecovered = new CopyOnWriteArrayList<>();
    /** Changes that have not been tried. */
    private final Queue<Task<?>> handedOver = new ConcurrentLinkedQueue<>();

    // Confined to the executor's thread.
    private Optional<Connection> connection = Optional.empty();
    /** A problem that does not pass; shown again once a passing one is over. */
    private Optional<StoreProblem> permanent = Optional.empty();

    private final Deque<Task<?>> waiting = new ArrayDeque<>();
    /** What the file will hold once the waiting tasks are written; read in its place until then. */
    private Optional<Connection> preview = Optional.empty();

    private Optional<Future<?>> retry = Optional.empty();

    /** People and their messages. Opens or makes the file behind; returns at once. The executor is closed with the database. */
    public Database(Path file, ScheduledExecutorService executor, InstantSource clock) {
        this(new DatabaseFile(file, PEOPLE), executor, clock, Contents.PEOPLE);
    }

    Database(DatabaseFile file, ScheduledExecutorService executor, InstantSource clock, Contents contents) {
        this.file = file;
        this.executor = executor;
        this.clock = clock;
        this.contents = contents;
        executor.execute(this::open);
    }

    interface Work<T> {
        T on(Connection db) throws SQLException;
    }

    /** What the user has to know about the file, if anything; set on the database's thread. */
    public Observable<Optional<StoreProblem>> problem() {
        return problem;
    }

    /** Runs the task, on the database's thread, whenever what was read before is to be read again. */
    void whenRecovered(Runnable task) {
        onRecovered.add(task);
    }

    /**
     * SQL for the id of a new row. It is the same in the preview and later in the file, even where the preview was made
     * without the file's rows: what is changed in between is the right row.
     */
    String newId(String table) {
        return "max(" + clock.millis() + ", 1 + coalesce((SELECT max(id) FROM " + table + "), 0))";
    }

    /** Sees what waits to be written. Fails while the file cannot be read and nothing waits. */
    <T> CompletionStage<T> read(Work<T> work) {
        var task = new Task<>(work, new CompletableFuture<T>(), false);
        return submit(task, () -> {
            writeHandedOver();
            if (preview.isPresent()) {
                Preview.read(preview.get(), task.work(), task.result());
            } else if (!tryTask(task)) {
                task.result().completeExceptionally(new SQLException("the database cannot be read now"));
            }
        });
    }

    /** Waits while the file cannot be written, behind what waits already; fails where no waiting helps. */
    <T> CompletionStage<T> write(Work<T> work) {
        var task = new Task<>(work, new CompletableFuture<T>(), true);
        handedOver.add(task);
        return submit(task, this::writeHandedOver);
    }

    private void writeHandedOver() {
        List<Task<?>> batch = new ArrayList<>();
        for (var task = handedOver.poll(); task != null; task = handedOver.poll()) {
            batch.add(task);
        }
        if (waiting.isEmpty()
                && connection.filter(db -> Task.together(db, batch)).isPresent()) {
            return;
        }
        for (var task : batch) {
            if (!waiting.isEmpty() || !tryTask(task)) {
                waiting.add(task);
                addToPreview(task.work());
            }
        }
    }

    private void addToPreview(Work<?> work) {
        try {
            if (preview.isEmpty()) {
                preview = Optional.of(Preview.of(connection, file));
            }
            work.on(preview.get());
            tellReaders();
        } catch (SQLException e) {
            LOG.warn("{}: what waits to be written cannot be shown meanwhile", file.path(), e);
        }
    }

    private void closePreview() {
        preview.ifPresent(file::close);
        preview = Optional.empty();
    }

    private void tellReaders() {
        onRecovered.forEach(Runnable::run);
    }

    private <T> CompletionStage<T> submit(Task<T> task, Runnable how) {
        try {
            executor.execute(how);
        } catch (RejectedExecutionException e) {
            handedOver.remove(task);
            task.result().completeExceptionally(e);
        }
        return task.result();
    }

    /** Waits for what is queued, tries once more what waits for the file, and closes it. */
    @Override
    public void close() {
        executor.close();
        // Its thread has ended, so this one may touch its state.
        if (!waiting.isEmpty() && !flushWaiting()) {
            LOG.error("{}: {} changes could not be written and are lost", file.path(), waiting.size());
            waiting.forEach(task -> task.result().completeExceptionally(new SQLException("the database is closed")));
        }
        closePreview();
        disconnect();
    }

    /** Completes the task, with a value or a failure; false if it is to be tried again. */
    private <T> boolean tryTask(Task<T> task) {
        return tryTask(task, true);
    }

    private <T> boolean tryTask(Task<T> task, boolean onNewFile) {
        if (connection.isEmpty()) {
            return false;
        }
        try {
            task.on(connection.get()).run();
            return true;
        } catch (SQLException e) {
            var kind = Kind.of(e);
            if (kind.isEmpty() || newer()) {
                LOG.error("{}: the database refused", file.path(), e);
                refused(task, e);
                return true;
            }
            return switch (kind.get()) {
                case DAMAGED -> replaceDamagedFile(e) && onNewFile && tryTask(task, false);
                case READ_ONLY, IO -> {
                    disconnect();
                    yield failed(kind.get(), e);
                }
                // The connection is as good as before.
                case LOCKED, FULL, NEWER, REFUSED -> failed(kind.get(), e);
            };
        } catch (RuntimeException e) {
            LOG.error("{}: what is there cannot be understood", file.path(), e);
            refused(task, e);
            return true;
        }
    }

    private void refused(Task<?> task, Exception cause) {
        if (task.change() && !newer()) {
            permanent = Optional.of(new StoreProblem(contents, Kind.REFUSED, file.path()));
            problem.set(permanent);
        }
        task.result().completeExceptionally(cause);
    }

    private boolean newer() {
        return permanent.filter(known -> known.kind() == Kind.NEWER).isPresent();
    }

    private boolean open() {
        try {
            connect();
            return true;
        } catch (SQLException e) {
            var kind = Kind.of(e).orElse(Kind.IO);
            return kind == Kind.DAMAGED ? replaceDamagedFile(e) : failed(kind, e);
        } catch (IOException e) {
            return failed(e);
        }
    }

    private void connect() throws SQLException, IOException {
        var opened = file.open();
        connection = Optional.of(opened.connection());
        if (opened.newer()) {
            LOG.warn("{} was written by a newer Trunkline; it is read only", file.path());
            permanent = Optional.of(new StoreProblem(contents, Kind.NEWER, file.path()));
            problem.set(permanent);
        }
    }

    private boolean replaceDamagedFile(SQLException cause) {
        disconnect();
        try {
            var aside = file.setAside(clock.instant());
            LOG.error("{} is damaged; it is kept as {} and a new one begun", file.path(), aside, cause);
            permanent = Optional.of(new StoreProblem(contents, Kind.DAMAGED, aside));
            connect();
            salvage(aside);
            recover();
            return true;
        } catch (SQLException e) {
            return failed(Kind.of(e).filter(kind -> kind != Kind.DAMAGED).orElse(Kind.IO), e);
        } catch (IOException e) {
            return failed(e);
        }
    }

    private void salvage(Path aside) {
        try {
            if (connection.isPresent()) {
                LOG.warn("{}: {} rows were saved", file.path(), Salvage.rows(aside, connection.get()));
            }
        } catch (SQLException | IOException e) {
            LOG.error("{}: nothing could be saved of {}", file.path(), aside, e);
        }
    }

    private boolean failed(IOException cause) {
        return failed(cause instanceof AccessDeniedException ? Kind.READ_ONLY : Kind.IO, cause);
    }

    /** Publishes the problem and schedules a retry; always false: the task is not done. */
    private boolean failed(Kind kind, Exception cause) {
        var told = Optional.of(new StoreProblem(contents, kind, file.path()));
        if (!problem.get().equals(told)) {
            LOG.error("{} cannot be used ({}); it is tried again", file.path(), kind, cause);
            problem.set(told);
        }
        if (retry.isEmpty() && !executor.isShutdown()) {
            retry = Optional.of(executor.schedule(this::tryAgain, RETRY_MILLIS, TimeUnit.MILLISECONDS));
        }
        return false;
    }

    private void tryAgain() {
        retry = Optional.empty();
        if (flushWaiting() && tryTask(new Task<>(DatabaseFile::version, new CompletableFuture<>(), false))) {
            LOG.info("{} can be used again", file.path());
            recover();
        }
    }

    private void recover() {
        problem.set(permanent);
        tellReaders();
    }

    private boolean flushWaiting() {
        if (connection.isEmpty() && !open()) {
            return false;
        }
        while (!waiting.isEmpty()) {
            if (!tryTask(waiting.element())) {
                return false;
            }
            waiting.remove();
        }
        closePreview();
        return true;
    }

    private void disconnect() {
        connection.ifPresent(file::close);
        connection = Optional.empty();
    }
}
