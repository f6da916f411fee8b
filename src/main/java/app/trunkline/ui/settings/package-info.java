/**
 * The settings dialog: lines, sound, appearance. View models check what is typed and run the same test as {@code
 * trunkline check}; views build the forms. On the FX thread.
 */
@NullMarked
package app.trunkline.ui.settings;

import org.jspecify.annotations.NullMarked;
