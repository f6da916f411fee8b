/**
 * Owns what the features share: controls, icons and the way times and people are written. Controls belong to the FX thread;
 * {@code TimeText}, {@code Party} and {@code LineBreaker} are pure. Every package of the window may call it.
 */
@NullMarked
package app.trunkline.ui.kit;

import org.jspecify.annotations.NullMarked;
