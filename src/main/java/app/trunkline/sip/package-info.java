/**
 * The signalling core: a SIP user agent (RFC 3261) over WebSocket (RFC 7118).
 *
 * <p>{@link app.trunkline.sip.UserAgent} is the door: commands in by {@link app.trunkline.sip.CallId}, {@link
 * app.trunkline.sip.UaSnapshot}s out. Everything runs on the event loop. JAIN-SIP is hidden inside; no public signature
 * names it. Call and registration are pure state machines whose shells execute effects.
 */
@NullMarked
package app.trunkline.sip;

import org.jspecify.annotations.NullMarked;
