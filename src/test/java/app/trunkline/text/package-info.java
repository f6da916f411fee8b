@NullMarked
package app.trunkline.text;

import org.jspecify.annotations.NullMarked;
