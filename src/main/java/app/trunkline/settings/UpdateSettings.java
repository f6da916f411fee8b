package app.trunkline.settings;

import org.jspecify.annotations.Nullable;

/**
 * Whether and where newer versions are asked for.
 *
 * @param address of the notice; empty: the build's own, if it has one
 * @param off whether the person switched the check off; it does nothing without an address
 * @param skipped the version of which the person wants to hear no more, or empty
 */
public record UpdateSettings(String address, boolean off, String skipped) {
    /** On, wherever the build says. */
    public static final UpdateSettings DEFAULT = new UpdateSettings("", false, "");

    public UpdateSettings(@Nullable String address, boolean off, @Nullable String skipped) {
        this.address = address == null ? "" : address.strip();
        this.off = off;
        this.skipped = skipped == null ? "" : skipped;
    }

    public UpdateSettings withSkipped(String version) {
        return new UpdateSettings(address, off, version);
    }
}
