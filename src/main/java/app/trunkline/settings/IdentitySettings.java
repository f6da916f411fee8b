package app.trunkline.settings;

/**
 * Whom to believe when callers prove their number (RFC 8224).
 *
 * @param certificates PEM file or folder of the authorities; empty: none, signatures are not checked
 * @param fetch whether a caller's certificate may be fetched from where the call says it is
 */
@SettingsRecord
public record IdentitySettings(String certificates, boolean fetch) implements IdentitySettingsBuilder.With {
    /** Nobody, and nothing fetched. */
    public static final IdentitySettings DEFAULT =
            IdentitySettingsBuilder.builder().build();

    public IdentitySettings {
        certificates = Defaults.text(certificates);
    }
}
