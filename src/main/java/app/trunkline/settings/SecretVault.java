package app.trunkline.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passwords in use: read from the stores once, held in memory while the program runs, so that the event loop can ask
 * without waiting ({@link #get}).
 *
 * <p>They are kept in the system's store where there is one; where there is none, in memory, or in the owner-only file
 * if the user said so. All stores are touched on the given executor only, one task after another.
 */
public final class SecretVault {
    private static final Logger LOG = LoggerFactory.getLogger(SecretVault.class);

    private final Map<String, String> memory = new ConcurrentHashMap<>();
    private final SecretStore file;
    private final Executor io;
    /** Confined to the executor. */
    private Optional<SecretStore> system = Optional.empty();

    /**
     * @param system finds the system's store; blocking, asked once
     * @param file the owner-only file
     * @param io runs one task after another
     */
    public SecretVault(Supplier<Optional<SecretStore>> system, SecretStore file, Executor io) {
        this.file = file;
        this.io = io;
        io.execute(() -> this.system = system.get());
    }

    /** The password, if it is known now. Any thread, never waits. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(memory.get(name));
    }

    /** Reads these names from the stores; completes when {@link #get} knows what there is to know. */
    public CompletionStage<Void> load(List<String> names) {
        return CompletableFuture.runAsync(
                () -> names.forEach(name -> system.flatMap(store -> read(store, name))
                        .or(() -> read(file, name))
                        .ifPresent(secret -> memory.put(name, secret))),
                io);
    }

    private static Optional<String> read(SecretStore store, String name) {
        try {
            return store.read(name);
        } catch (SecretStoreException e) {
            LOG.warn("{}", e.getMessage(), e.getCause());
            return Optional.empty();
        }
    }

    /** Whether the system has a store: decides what the user is asked. */
    public CompletionStage<Boolean> systemStore() {
        return CompletableFuture.supplyAsync(() -> system.isPresent(), io);
    }

    /**
     * Takes a password into use and keeps it.
     *
     * @param inFile where the system has no store: keep it in the owner-only file (else only in memory)
     * @return where it is kept now
     */
    public CompletionStage<SecretStore.Kind> put(String name, String secret, boolean inFile) {
        memory.put(name, secret);
        return CompletableFuture.supplyAsync(
                () -> {
                    var target = system.or(() -> inFile ? Optional.of(file) : Optional.empty());
                    try {
                        if (target.isPresent()) {
                            target.get().write(name, secret);
                            return target.get().kind();
                        }
                        file.delete(name);
                    } catch (SecretStoreException e) {
                        LOG.warn("{}; it is known until the program ends", e.getMessage(), e.getCause());
                    }
                    return SecretStore.Kind.MEMORY;
                },
                io);
    }

    /** Forgets a password everywhere. */
    public CompletionStage<Void> forget(String name) {
        memory.remove(name);
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        if (system.isPresent()) {
                            system.get().delete(name);
                        }
                        file.delete(name);
                    } catch (SecretStoreException e) {
                        LOG.warn("{}", e.getMessage(), e.getCause());
                    }
                },
                io);
    }
}
