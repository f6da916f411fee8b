/** The people the user knows, with lamps that show whether they are in a call. FX thread. */
@NullMarked
package app.trunkline.ui.contacts;

import org.jspecify.annotations.NullMarked;
