package app.trunkline.settings;

/**
 * Whether and where newer versions are asked for.
 *
 * @param address of the notice; empty: the build's own, if it has one
 * @param off whether the person switched the check off; it does nothing without an address
 * @param skipped the version of which the person wants to hear no more, or empty
 */
@SettingsRecord
public record UpdateSettings(String address, boolean off, String skipped) implements UpdateSettingsBuilder.With {
    /** On, wherever the build says. */
    public static final UpdateSettings DEFAULT = UpdateSettingsBuilder.builder().build();

    public UpdateSettings {
        address = Defaults.text(address);
        skipped = Defaults.text(skipped);
    }
}
