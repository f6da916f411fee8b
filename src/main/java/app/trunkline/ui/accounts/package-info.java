/**
 * Owns the state of the lines, which is always in sight, and the welcome at the first start. It lives on the FX thread.
 * Only {@code ui} may call it.
 */
@NullMarked
package app.trunkline.ui.accounts;

import org.jspecify.annotations.NullMarked;
