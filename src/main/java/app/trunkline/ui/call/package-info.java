/**
 * Owns the active call, the incoming call, and the words for both. It lives on the FX thread. Only {@code ui} may call
 * it.
 */
@NullMarked
package app.trunkline.ui.call;

import org.jspecify.annotations.NullMarked;
