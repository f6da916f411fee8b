/**
 * Owns what the user has set: immutable records with generated builders, the JSON file they are kept in, and the stores
 * for passwords. Settings change on the event loop, files and secret stores are used on an executor given, and any
 * thread may read. {@code phone}, {@code ui}, {@code desktop}, {@code terminal} and {@code Wiring} may call it; it
 * calls {@code loop} alone.
 */
@NullMarked
package app.trunkline.settings;

import org.jspecify.annotations.NullMarked;
