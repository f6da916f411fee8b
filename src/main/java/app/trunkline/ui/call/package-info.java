/**
 * Owns the call that is talked on, the one that comes in, and how both are put into words. It lives on the FX thread. Only the
 * window's own package may call it.
 */
@NullMarked
package app.trunkline.ui.call;

import org.jspecify.annotations.NullMarked;
