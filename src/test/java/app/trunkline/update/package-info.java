@NullMarked
package app.trunkline.update;

import org.jspecify.annotations.NullMarked;
