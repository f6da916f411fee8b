@NullMarked
package app.trunkline.ui.kit;

import org.jspecify.annotations.NullMarked;
