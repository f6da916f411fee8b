/**
 * The demo line: a SIP registrar over Secure WebSocket (RFC 7118) and a telephone exchange of four numbers inside the
 * program, on loopback, so that a newcomer without an account can call something at once.
 *
 * <p>Only {@link app.trunkline.demo.DemoLine} is public. Signalling state lives on the event loop that the line was
 * started with; sockets live on threads of their own and hand over at once. Media lives on one thread of its own, the
 * {@code demo-media} thread, because an echo must not wait for signalling; DTLS handshakes run on virtual threads. It
 * is Java throughout: no native library, so that a fault here cannot take the telephone with it.
 *
 * <p>It uses JAIN-SIP's parser but no part of its stack, and Bouncy Castle for DTLS-SRTP and certificates, which Java's
 * public API does not have. Depends on nothing of the project but {@code loop}.
 */
@NullMarked
package app.trunkline.demo;

import org.jspecify.annotations.NullMarked;
