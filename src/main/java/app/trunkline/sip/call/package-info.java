/**
 * One call: its pure state machine, the phases it goes through, and the shell that carries out what the machine says by
 * offers, answers, transfers and the session timer. All of it lives on the event loop. Only the user agent in {@code sip}
 * calls it.
 */
@NullMarked
package app.trunkline.sip.call;

import org.jspecify.annotations.NullMarked;
