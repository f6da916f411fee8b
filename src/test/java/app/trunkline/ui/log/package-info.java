@NullMarked
package app.trunkline.ui.log;

import org.jspecify.annotations.NullMarked;
