/**
 * What the features share: controls, icons, texts and the way times and people are written.
 *
 * <p>Controls belong to the FX thread; {@code TimeText} and {@code Party} are pure.
 */
@NullMarked
package app.trunkline.ui.kit;

import org.jspecify.annotations.NullMarked;
