/**
 * Owns the demo line: a SIP registrar over Secure WebSocket (RFC 7118) and a telephone exchange of four numbers inside the
 * program, on loopback, so that a newcomer without an account can call something at once. Signalling state lives on the event
 * loop that the line was started with, sockets on threads of their own that hand over at once, media on the {@code demo-media}
 * thread, because an echo must not wait for signalling, and DTLS handshakes on virtual threads. Only {@code Wiring} may call
 * it, by {@link app.trunkline.demo.DemoProgram}.
 *
 * <p>It is Java throughout: no native library, so that a fault here cannot take the telephone with it. It uses JAIN-SIP's
 * parser but no part of its stack, and Bouncy Castle for DTLS-SRTP and certificates, which Java's public API does not have.
 */
@NullMarked
package app.trunkline.demo;

import org.jspecify.annotations.NullMarked;
