@NullMarked
package app.trunkline.phone;

import org.jspecify.annotations.NullMarked;
