/**
 * One WebSocket connection to a SIP server (RFC 7118): TLS, keep-alive, and failures named so that a person can act on
 * them. The only user of Java-WebSocket in the phone.
 *
 * <p>{@link app.trunkline.sip.transport.Transport} is called on the event loop and tells its listener there; sockets
 * live on threads of their own. It never reconnects by itself: that is the policy of the phone.
 */
@NullMarked
package app.trunkline.sip.transport;

import org.jspecify.annotations.NullMarked;
