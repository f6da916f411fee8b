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

    private final Keyring keyring;

    private KeyringSecrets(Keyring keyring) {
        this.keyring = keyring;
    }

    /** The store, or empty where the system has none (a bare Linux). Blocking: it may ask the desktop. */
    public static Optional<SecretStore> find() {
        try {
            return Optional.of(new KeyringSecrets(Keyring.create()));
        } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
            LOG.info("no secret store of the operating system: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public Kind kind() {
        return Kind.SYSTEM;
    }

    @Override
    public Optional<String> read(String name) {
        try {
            return Optional.of(keyring.getPassword(SERVICE, name)).filter(secret -> !secret.isEmpty());
        } catch (PasswordAccessException e) {
            // The library has one exception for "none kept" and for "refused".
            LOG.debug("no secret {}: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void write(String name, String secret) throws SecretStoreException {
        try {
            keyring.setPassword(SERVICE, name, secret);
        } catch (PasswordAccessException e) {
            throw new SecretStoreException("the system's secret store refused to keep " + name, e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            keyring.deletePassword(SERVICE, name);
        } catch (PasswordAccessException e) {
            LOG.debug("nothing to delete under {}: {}", name, e.getMessage());
        }
    }
}
