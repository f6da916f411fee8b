@NullMarked
package app.trunkline.terminal;

import org.jspecify.annotations.NullMarked;
