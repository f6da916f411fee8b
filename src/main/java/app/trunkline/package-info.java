/** The process's entry and the composition root, which builds every object once, by hand. */
@NullMarked
package app.trunkline;

import org.jspecify.annotations.NullMarked;
