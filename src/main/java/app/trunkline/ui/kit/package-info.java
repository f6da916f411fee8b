/**
 * Owns what the features share: controls, icons, and how times and people are written. Controls live on the FX thread;
 * {@code TimeText}, {@code Party} and {@code LineBreaker} are pure. Every {@code ui} package may call it.
 */
@NullMarked
package app.trunkline.ui.kit;

import org.jspecify.annotations.NullMarked;
