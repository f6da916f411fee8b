/**
 * The call log and redialling from it. FX thread; pages of the log are read elsewhere and come back through the executor
 * given.
 */
@NullMarked
package app.trunkline.ui.log;

import org.jspecify.annotations.NullMarked;
