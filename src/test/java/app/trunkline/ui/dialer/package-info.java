@NullMarked
package app.trunkline.ui.dialer;

import org.jspecify.annotations.NullMarked;
