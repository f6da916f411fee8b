/**
 * Owns the demo line: a SIP registrar over Secure WebSocket (RFC 7118) and four numbers to call, on loopback, for
 * people who have no account yet. Signalling lives on the event loop that the line was started with, media on the
 * {@code demo-media} thread, sockets and DTLS handshakes on threads of their own. Only {@code Wiring} may call it,
 * through {@link app.trunkline.demo.DemoProgram}.
 *
 * <p>It is plain Java, so that a fault here cannot take the telephone with it: JAIN-SIP's parser but not its stack, and
 * Bouncy Castle for DTLS-SRTP and certificates.
 */
@NullMarked
package app.trunkline.demo;

import org.jspecify.annotations.NullMarked;
