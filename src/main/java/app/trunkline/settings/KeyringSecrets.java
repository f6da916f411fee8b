package app.trunkline.settings;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operating system's store: Keychain, Credential Manager, Secret Service or KWallet. Thread: one at a time. */
public final class KeyringSecrets implements SecretStore {
    private static final Logger LOG = LoggerFactory.getLogger(KeyringSecrets.class);
    private static final String SERVICE = "Trunkline";

    /** What is used of the library, which lets through whatever its backends throw. A seam: tests have one that fails. */
    interface Ring {
        String get(String name) throws PasswordAccessException;

        void set(String name, String secret) throws PasswordAccessException;

        void delete(String name) throws PasswordAccessException;
    }

    private final Ring ring;

    KeyringSecrets(Ring ring) {
        this.ring = ring;
    }

    /** The store, or empty where the system has none (a bare Linux). Blocking: it may ask the desktop. */
    public static Optional<SecretStore> find() {
        try {
            return Optional.of(new KeyringSecrets(ring(Keyring.create())));
        } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
            LOG.info("no secret store of the operating system: {}", e.toString());
            return Optional.empty();
        }
    }

    private static Ring ring(Keyring keyring) {
        return new Ring() {
            @Override
            public String get(String name) throws PasswordAccessException {
                return keyring.getPassword(SERVICE, name);
            }

            @Override
            public void set(String name, String secret) throws PasswordAccessException {
                keyring.setPassword(SERVICE, name, secret);
            }

            @Override
            public void delete(String name) throws PasswordAccessException {
                keyring.deletePassword(SERVICE, name);
            }
        };
    }

    @Override
    public Optional<String> read(String name) throws SecretStoreException {
        try {
            return Optional.ofNullable(ring.get(name)).filter(secret -> !secret.isEmpty());
        } catch (PasswordAccessException e) {
            // The library has one exception for "none kept" and for "refused".
            LOG.debug("no secret {}: {}", name, e.getMessage());
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            throw new SecretStoreException("the system's secret store cannot be read", e);
        }
    }

    /** Read back: some backends say nothing when they keep nothing. */
    @Override
    public void write(String name, String secret) throws SecretStoreException {
        try {
            ring.set(name, secret);
        } catch (PasswordAccessException | RuntimeException | LinkageError e) {
            throw new SecretStoreException("the system's secret store refused to keep " + name, e);
        }
        if (!read(name).equals(Optional.of(secret))) {
            throw new SecretStoreException("the system's secret store did not keep " + name);
        }
    }

    @Override
    public void delete(String name) throws SecretStoreException {
        try {
            ring.delete(name);
        } catch (PasswordAccessException e) {
            LOG.debug("nothing to delete under {}: {}", name, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            throw new SecretStoreException("the system's secret store refused to delete " + name, e);
        }
    }
}
