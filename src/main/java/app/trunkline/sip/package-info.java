/**
 * Owns the door to signalling: {@link app.trunkline.sip.UserAgent}, a SIP user agent (RFC 3261) over WebSocket (RFC
 * 7118) for one account, and the values it takes and publishes. It lives on the event loop; the values are immutable
 * and go anywhere. Every package above may call it, and the packages below use its values alone.
 */
@NullMarked
package app.trunkline.sip;

import org.jspecify.annotations.NullMarked;
