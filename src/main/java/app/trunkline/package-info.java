/**
 * Owns the process: {@code Main} is its entry, and {@code Wiring} makes every object by hand and closes them in order.
 * It lives on the main thread. Nothing may call it.
 */
@NullMarked
package app.trunkline;

import org.jspecify.annotations.NullMarked;
