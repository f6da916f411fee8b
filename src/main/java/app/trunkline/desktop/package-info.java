/**
 * Owns the desktop phone's life: it claims the single instance before anything is built, connects telephone, settings,
 * stores and window, and shuts them down. It starts and ends on the main thread; in between, it follows the settings on
 * the event loop and the window on the FX thread. Only {@code Wiring} may call it.
 */
@NullMarked
package app.trunkline.desktop;

import org.jspecify.annotations.NullMarked;
