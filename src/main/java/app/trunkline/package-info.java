/**
 * Owns the process: {@code Main}, its entry, and {@code Wiring}, which makes every object by hand and knows in which order they
 * are closed. On the main thread. Nobody may call it.
 */
@NullMarked
package app.trunkline;

import org.jspecify.annotations.NullMarked;
