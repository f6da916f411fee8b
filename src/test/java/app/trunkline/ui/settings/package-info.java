@NullMarked
package app.trunkline.ui.settings;

import org.jspecify.annotations.NullMarked;
