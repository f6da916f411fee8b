package app.trunkline.sip.identity;

import java.time.Duration;
import java.util.Optional;

/** What became of a call's Identity header (RFC 8224 section 6.2). Immutable. */
public sealed interface Verification {
    /** The call has none, or none of a kind known here. */
    record Absent() implements Verification {}

    /** The check goes on; the call rings meanwhile. */
    record Checking() implements Verification {}

    /**
     * The signature is good, fresh, of this call's numbers, and by a trusted certificate.
     *
     * @param attestation empty for a PASSporT without the shaken extension, which stands for the right to the number
     * @param signer whose certificate it is, by its subject
     * @param providerCode SPC of its TNAuthList (RFC 8226 section 9); may be empty
     */
    record Verified(Optional<Attestation> attestation, String signer, String providerCode) implements Verification {}

    /** The signature does not fit: text or number were changed, or another key signed. */
    record Forged() implements Verification {}

    /** @param age time since it was signed; negative for a time to come */
    record Stale(Duration age) implements Verification {}

    /** Signed for another caller or another number called: taken from another call. */
    record WrongNumber(String detail) implements Verification {}

    /** Signed by a certificate that none of the trusted authorities vouches for now. */
    record Untrusted(String detail) implements Verification {}

    /** The certificate is not among those supplied, and was not or could not be fetched. */
    record CertificateMissing(String detail) implements Verification {}

    /** Not to be understood: nothing can be said of the caller. */
    record Malformed(String detail) implements Verification {}
}
