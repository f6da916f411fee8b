@NullMarked
package app.trunkline.store;

import org.jspecify.annotations.NullMarked;
