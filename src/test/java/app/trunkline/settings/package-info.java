@NullMarked
package app.trunkline.settings;

import org.jspecify.annotations.NullMarked;
