package app.trunkline.settings;

/** The secret store refused or is not there; the message never holds a secret. */
public final class SecretStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public SecretStoreException(String message) {
        super(message);
    }

    public SecretStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
