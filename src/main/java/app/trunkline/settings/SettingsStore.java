package app.trunkline.settings;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.OwnerOnly;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings file. Read once at start; {@link #update} replaces the settings on the loop and writes them behind.
 *
 * <p>Written to a temporary file and moved, so that a crash leaves the old file or the new one. A file that cannot be
 * understood is renamed to {@code settings.json.broken-<time>} and told of in {@link #problem}, never replaced silently.
 * A file of a newer version is used and not written. Values of this version's file that it cannot use are told of, and stay.
 */
public final class SettingsStore {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsStore.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Something the user has to know about the file. */
    public sealed interface Problem {
        /** The file could not be understood; it is kept at {@code keptAt} and defaults are in use. */
        record Broken(Path keptAt) implements Problem {}

        /** The file is of a newer Trunkline: used, and changes are not kept. */
        record Newer(Path file) implements Problem {}

        /** The file holds values that this version cannot use, such as a newer one's choices: the usual ones are in use,
         * and the file's stay in it. */
        record Unused(Path file, List<String> values) implements Problem {}

        /** The file cannot be read or written; the detail is the system's own word. */
        record Unusable(Path file, String detail) implements Problem {}
    }

    private final Path file;
    private final EventLoop loop;
    private final Executor io;
    private final Observable<Settings> settings;
    private final Observable<Optional<Problem>> problem;
    private final boolean writable;

    // Confined to the loop.
    private JsonObject raw;
    /** Whether the file has what is in use. */
    private boolean written;

    private Cancellable retry = Cancellable.NONE;

    private SettingsStore(
            Path file, EventLoop loop, Executor io, Settings first, JsonObject raw, Optional<Problem> problem) {
        this.file = file;
        this.loop = loop;
        this.io = io;
        this.raw = raw;
        this.settings = new Observable<>(first);
        this.problem = new Observable<>(problem);
        this.writable =
                problem.isEmpty() || problem.get() instanceof Problem.Broken || problem.get() instanceof Problem.Unused;
    }

    /**
     * Reads the file. Blocking: at start, before the loop has work.
     *
     * @param io runs the writes, one after another
     */
    public static SettingsStore open(Path file, EventLoop loop, Executor io) {
        Leftovers.clear(file, loop.now());
        try {
            var parsed = GsonSettings.parse(Files.readString(file));
            Optional<Problem> problem = parsed.version() > GsonSettings.SCHEMA_VERSION
                    ? Optional.of(new Problem.Newer(file))
                    : unused(file, parsed.raw());
            return new SettingsStore(file, loop, io, parsed.settings(), parsed.raw(), problem);
        } catch (NoSuchFileException e) {
            return fresh(file, loop, io, Optional.empty());
        } catch (JsonParseException | CharacterCodingException e) {
            LOG.warn("the settings file {} cannot be understood", file, e);
            return fresh(file, loop, io, Optional.of(keepAside(file, STAMP.format(loop.now()))));
        } catch (IOException e) {
            LOG.warn("the settings file {} cannot be read", file, e);
            return fresh(file, loop, io, Optional.of(new Problem.Unusable(file, String.valueOf(e.getMessage()))));
        }
    }

    private static Optional<Problem> unused(Path file, JsonObject raw) {
        return Optional.of(GsonSettings.unread(raw))
                .filter(values -> !values.isEmpty())
                .map(values -> new Problem.Unused(file, values));
    }

    private static SettingsStore fresh(Path file, EventLoop loop, Executor io, Optional<Problem> problem) {
        return new SettingsStore(file, loop, io, Settings.first(), new JsonObject(), problem);
    }

    private static Problem keepAside(Path file, String stamp) {
        for (var number = 1; ; number++) {
            var aside =
                    file.resolveSibling(file.getFileName() + ".broken-" + stamp + (number == 1 ? "" : "-" + number));
            try {
                Files.move(file, aside);
                return new Problem.Broken(aside);
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is kept already; another name", aside);
            } catch (IOException e) {
                LOG.warn("the broken settings file could not be moved to {}", aside, e);
                return new Problem.Unusable(file, String.valueOf(e.getMessage()));
            }
        }
    }

    /** The settings; set on the loop. */
    public Observable<Settings> settings() {
        return settings;
    }

    /** What the user has to know about the file, if anything. */
    public Observable<Optional<Problem>> problem() {
        return problem;
    }

    /**
     * Changes the settings on the loop and writes them; a write that fails is told of and tried again. Any thread.
     *
     * @return whether the file has the change, once the first write has ended
     */
    public CompletionStage<Boolean> update(UnaryOperator<Settings> change) {
        var kept = new CompletableFuture<Boolean>();
        loop.execute(() -> {
            var before = settings.get();
            var after = change.apply(before);
            if (after.equals(before)) {
                kept.complete(written);
                return;
            }
            settings.set(after);
            if (writable) {
                raw = GsonSettings.merge(after, raw);
                if (problem.get().orElse(null) instanceof Problem.Unused) {
                    problem.set(unused(file, raw));
                }
                save(kept);
            } else {
                kept.complete(false);
            }
        });
        return kept;
    }

    private void save(CompletableFuture<Boolean> kept) {
        var text = GsonSettings.print(raw);
        io.execute(() -> {
            var failure = write(text);
            loop.execute(() -> {
                settle(failure);
                kept.complete(written);
            });
        });
    }

    private void settle(Optional<String> failure) {
        written = failure.isEmpty();
        if (failure.isPresent()) {
            problem.set(Optional.of(new Problem.Unusable(file, failure.get())));
            retry.cancel();
            retry = loop.schedule(RETRY, () -> save(new CompletableFuture<>()));
        } else if (problem.get().orElse(null) instanceof Problem.Unusable) {
            problem.set(unused(file, raw));
        }
    }

    /** @return why it failed, in the system's own word */
    private Optional<String> write(String text) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("no folder for " + file);
            }
            OwnerOnly.folder(folder);
            var temporary = Files.createTempFile(folder, Leftovers.PREFIX, Leftovers.SUFFIX, OwnerOnly.file(folder));
            try {
                Files.writeString(temporary, text);
                move(temporary);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return Optional.empty();
        } catch (IOException e) {
            LOG.error("the settings could not be written to {}", file, e);
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void move(Path temporary) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
