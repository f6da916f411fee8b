/**
 * Signed caller identity (RFC 8224): reads the Identity header and its PASSporT (RFC 8225, RFC 8588), finds the
 * certificate (RFC 8226), and says whether the caller has a right to the number. It knows nothing of SIP messages and is
 * pure but for {@link app.trunkline.sip.identity.IdentityVerifier}, which reads files and, with the user's leave,
 * fetches certificates away from the event loop.
 */
@NullMarked
package app.trunkline.sip.identity;

import org.jspecify.annotations.NullMarked;
