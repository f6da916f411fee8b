/**
 * Owns the call log, the contacts and the text messages, in SQLite files. Each file has a thread of its own, on which
 * all its work runs; callers get a stage and never wait. {@code phone}, {@code ui}, {@code desktop}, {@code terminal}
 * and {@code Wiring} may call it; it calls {@code loop} alone.
 */
@NullMarked
package app.trunkline.store;

import org.jspecify.annotations.NullMarked;
