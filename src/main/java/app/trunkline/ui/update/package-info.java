/** The notice of a newer version, in the main window. FX thread. */
@NullMarked
package app.trunkline.ui.update;

import org.jspecify.annotations.NullMarked;
