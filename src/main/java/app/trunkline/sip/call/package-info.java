/**
 * Owns one call: its state machine, its phases, and the offers, answers, transfers and session timer that carry out
 * what the machine decides. It lives on the event loop. Only {@code sip} may call it.
 */
@NullMarked
package app.trunkline.sip.call;

import org.jspecify.annotations.NullMarked;
