@NullMarked
package app.trunkline.media.javasound;

import org.jspecify.annotations.NullMarked;
