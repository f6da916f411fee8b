/**
 * Owns the desktop phone's life: that there is one a user, that nothing is built before that is known, how telephone,
 * settings, stores and window are bound to one another, and how all of it ends; and what the desktop is asked for besides:
 * the browser, the check for newer versions. Begins and ends on the main thread, which waits here; between, it follows the
 * settings on the loop and the window on the FX thread. Only {@code Wiring} may call it.
 */
@NullMarked
package app.trunkline.desktop;

import org.jspecify.annotations.NullMarked;
