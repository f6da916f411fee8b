@NullMarked
package app.trunkline.ui.call;

import org.jspecify.annotations.NullMarked;
