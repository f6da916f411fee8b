/**
 * The state of the lines, always in sight, and the welcome of a first start. FX thread.
 */
@NullMarked
package app.trunkline.ui.accounts;

import org.jspecify.annotations.NullMarked;
