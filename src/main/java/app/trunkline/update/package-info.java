/**
 * Owns the check for a newer Trunkline: it fetches a small signed notice, verifies it, and reports what it found; it
 * never downloads or installs a version. {@link app.trunkline.update.UpdateCheck} lives on the event loop, and the
 * notice is fetched away from it. {@code desktop} and {@code ui} may call it; it calls {@code loop} alone.
 */
@NullMarked
package app.trunkline.update;

import org.jspecify.annotations.NullMarked;
