/**
 * Owns SIP on the wire: JAIN-SIP's parser, transactions and dialogs on our own connection, and digest authentication.
 * It lives on the event loop, which also runs the library's timers. Only {@code sip}, {@code sip.call} and
 * {@code sip.event} may call it.
 */
@NullMarked
package app.trunkline.sip.wire;

import org.jspecify.annotations.NullMarked;
