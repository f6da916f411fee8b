/**
 * The number field and the dialpad. FX thread.
 */
@NullMarked
package app.trunkline.ui.dialer;

import org.jspecify.annotations.NullMarked;
