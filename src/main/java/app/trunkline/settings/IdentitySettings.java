package app.trunkline.settings;

import org.jspecify.annotations.Nullable;

/**
 * Whom to believe when callers prove their number (RFC 8224).
 *
 * @param certificates PEM file or folder of the authorities; empty: none, signatures are not checked
 * @param fetch whether a caller's certificate may be fetched from where the call says it is
 */
public record IdentitySettings(String certificates, boolean fetch) {
    /** Nobody, and nothing fetched. */
    public static final IdentitySettings DEFAULT = new IdentitySettings("", false);

    public IdentitySettings(@Nullable String certificates, boolean fetch) {
        this.certificates = certificates == null ? "" : certificates;
        this.fetch = fetch;
    }
}
