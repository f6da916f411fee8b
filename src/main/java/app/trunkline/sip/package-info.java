/**
 * The signalling door: {@link app.trunkline.sip.UserAgent}, a SIP user agent (RFC 3261) over WebSocket (RFC 7118) for one
 * account, and the values that it takes and tells. All of it lives on the event loop; the values are immutable and may go
 * anywhere. Any room above may call it, and needs nothing of the rooms below: {@code call}, {@code event} and {@code wire}.
 *
 * <p>The public types are values that depend on nothing below this package, so that the rooms below may use them.
 * UserAgent and its package-private parts are what looks down; no room below knows of them.
 */
@NullMarked
package app.trunkline.sip;

import org.jspecify.annotations.NullMarked;
