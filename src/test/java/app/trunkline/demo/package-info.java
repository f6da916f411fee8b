@NullMarked
package app.trunkline.demo;

import org.jspecify.annotations.NullMarked;
