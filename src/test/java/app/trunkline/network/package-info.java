@NullMarked
package app.trunkline.network;

import org.jspecify.annotations.NullMarked;
