/**
 * The call that is talked on, and the one that comes in. FX thread.
 */
@NullMarked
package app.trunkline.ui.call;

import org.jspecify.annotations.NullMarked;
