@NullMarked
package app.trunkline.media;

import org.jspecify.annotations.NullMarked;
