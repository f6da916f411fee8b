/** Tests, and what several of them share. */
@NullMarked
package app.trunkline;

import org.jspecify.annotations.NullMarked;
