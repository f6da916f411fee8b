package app.trunkline.sip.identity;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user trusts.
 *
 * @param certificates PEM file, or folder of such, of the authorities; certificates of signers may lie beside them
 * @param mayFetch whether a signer's certificate may be fetched from where a call says it is; off unless the user allows
 *     it: each fetch tells that server that somebody is being called
 */
public record TrustPolicy(Optional<Path> certificates, boolean mayFetch) {
    /** Nobody is trusted, nothing fetched. */
    public static final TrustPolicy NOBODY = new TrustPolicy(Optional.empty(), false);

    /** As the user typed it; where that is no path nobody is trusted, and nothing fetched. */
    public static TrustPolicy of(String certificates, boolean mayFetch) {
        try {
            return new TrustPolicy(
                    Optional.of(certificates.strip())
                            .filter(place -> !place.isEmpty())
                            .map(Path::of),
                    mayFetch);
        } catch (InvalidPathException e) {
            return NOBODY;
        }
    }
}
