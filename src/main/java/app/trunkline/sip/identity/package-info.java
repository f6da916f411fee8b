/**
 * Owns signed caller identity (RFC 8224): it reads the PASSporT (RFC 8225, RFC 8588), finds the certificate (RFC 8226)
 * and decides whether the caller may use the number. It is pure, except that
 * {@link app.trunkline.sip.identity.IdentityVerifier} reads files and fetches certificates away from the event loop.
 * {@code sip} and everything above it may use its values; only {@code Wiring} makes the verifier.
 */
@NullMarked
package app.trunkline.sip.identity;

import org.jspecify.annotations.NullMarked;
