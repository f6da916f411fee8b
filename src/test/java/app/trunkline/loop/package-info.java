@NullMarked
package app.trunkline.loop;

import org.jspecify.annotations.NullMarked;
