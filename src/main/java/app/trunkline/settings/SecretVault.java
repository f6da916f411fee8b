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
 * <p>They are kept in the system's store where there is one that keeps them; else in memory, or in the owner-only file if
 * the user said so. What is in the file is there because the system's store did not take it, so the file is believed first.
 * All stores are touched on the given executor only, one task after another.
 */
public final class SecretVault {
    private static final Logger LOG = LoggerFactory.getLogger(SecretVault.class);
    private static final String TRIAL = "trial";

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
                () -> names.forEach(name -> read(file, name)
                        .or(() -> system.flatMap(store -> read(store, name)))
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

    /** Whether the system has a store that keeps what it is given, tried out: decides what the user is asked. */
    public CompletionStage<Boolean> systemStore() {
        return CompletableFuture.supplyAsync(
                () -> system.filter(store -> wrote(store, TRIAL, "kept?"))
                        .filter(store -> deleted(store, TRIAL))
                        .isPresent(),
                io);
    }

    /**
     * Takes a password into use and keeps it.
     *
     * @param inFile where the system's store does not keep it: keep it in the owner-only file (else only in memory)
     * @return where it is kept now; elsewhere it is no longer
     */
    public CompletionStage<SecretStore.Kind> put(String name, String secret, boolean inFile) {
        memory.put(name, secret);
        return CompletableFuture.supplyAsync(
                () -> {
                    if (system.filter(store -> wrote(store, name, secret)).isPresent()) {
                        deleted(file, name);
                        return SecretStore.Kind.SYSTEM;
                    }
                    // An older one there would be taken for this one at the next start.
                    system.ifPresent(store -> deleted(store, name));
                    if (inFile && wrote(file, name, secret)) {
                        return SecretStore.Kind.FILE;
                    }
                    deleted(file, name);
                    return SecretStore.Kind.MEMORY;
                },
                io);
    }

    /**
     * Forgets a password everywhere.
     *
     * @return false where a store did not delete it
     */
    public CompletionStage<Boolean> forget(String name) {
        memory.remove(name);
        return CompletableFuture.supplyAsync(
                () -> {
                    var gone = system.isEmpty() || deleted(system.get(), name);
                    return deleted(file, name) && gone;
                },
                io);
    }

    private static boolean wrote(SecretStore store, String name, String secret) {
        try {
            store.write(name, secret);
            return true;
        } catch (SecretStoreException e) {
            LOG.warn("{}", e.getMessage(), e.getCause());
            return false;
        }
    }

    private static boolean deleted(SecretStore store, String name) {
        try {
            store.delete(name);
            return true;
        } catch (SecretStoreException e) {
            LOG.warn("{}", e.getMessage(), e.getCause());
            return false;
        }
    }
}
