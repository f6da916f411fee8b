/**
 * Owns the number field and the dialpad. It lives on the FX thread. Only {@code ui} may call it.
 */
@NullMarked
package app.trunkline.ui.dialer;

import org.jspecify.annotations.NullMarked;
