/** Tests of the desktop's life. */
@NullMarked
package app.trunkline.desktop;

import org.jspecify.annotations.NullMarked;
