/**
 * Owns the notice of a newer version in the main window. It lives on the FX thread. {@code ui} and {@code desktop} may
 * call it.
 */
@NullMarked
package app.trunkline.ui.update;

import org.jspecify.annotations.NullMarked;
