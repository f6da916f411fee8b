@NullMarked
package app.trunkline.ui;

import org.jspecify.annotations.NullMarked;
