/**
 * Owns connections to the network: the WebSocket to a SIP server (RFC 7118) with TLS and keep-alive, tunnels to TURN
 * servers, and proxies. {@link app.trunkline.sip.transport.Transport} lives on the event loop; sockets live on threads
 * of their own. {@code sip} and {@code sip.wire} may call it, {@code phone} for its address and connection checks, and
 * {@code Wiring}, which makes it.
 *
 * <p>It never reconnects by itself; {@code phone} decides that. It is the phone's only user of Java-WebSocket.
 */
@NullMarked
package app.trunkline.sip.transport;

import org.jspecify.annotations.NullMarked;
