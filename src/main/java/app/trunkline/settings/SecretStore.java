package app.trunkline.settings;

import java.util.Optional;

/**
 * Where passwords are kept. Blocking: not on the FX thread nor the event loop. A seam: the system's store, a file only
 * the user can read, or memory.
 */
public interface SecretStore {
    /** How safe a store is, in the order in which people should want it. */
    enum Kind {
        /** The operating system's own store. */
        SYSTEM,
        /** A file that only the user can read. */
        FILE,
        /** Forgotten at the end of the program. */
        MEMORY
    }

    /** The secret kept under the name, which {@link Secret} gives. */
    Optional<String> read(String name) throws SecretStoreException;

    void write(String name, String secret) throws SecretStoreException;

    void delete(String name) throws SecretStoreException;
}
