/**
 * Owns the call log and redialling from it. It lives on the FX thread; pages of the log are read elsewhere and come
 * back through an executor. {@code ui} and {@code desktop} may call it.
 */
@NullMarked
package app.trunkline.ui.log;

import org.jspecify.annotations.NullMarked;
