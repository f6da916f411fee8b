/**
 * SIP on the wire: JAIN-SIP's parser, transactions and dialogs on our own connection, and digest authentication. All of it
 * lives on the event loop, which also runs the library's timers. Only {@code sip}, {@code sip.call} and {@code sip.event}
 * call it; it knows none of them, just the values of {@code sip}.
 */
@NullMarked
package app.trunkline.sip.wire;

import org.jspecify.annotations.NullMarked;
