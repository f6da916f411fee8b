/**
 * Owns the connections to the network: one WebSocket to a SIP server (RFC 7118) with TLS, keep-alive and failures named so that
 * a person can act on them, the tunnels to TURN servers over TLS, and the proxies that lead out of this network.
 * {@link app.trunkline.sip.transport.Transport} is called on the event loop and tells its listener there; sockets live on threads
 * of their own. The signalling may call it, and {@code Wiring}, which makes it; it never connects again by itself, which is
 * the policy of the phone.
 *
 * <p>The only user of Java-WebSocket in the phone.
 */
@NullMarked
package app.trunkline.sip.transport;

import org.jspecify.annotations.NullMarked;
