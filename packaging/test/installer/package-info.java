/** Proof of what builds the installers, for systems that are not at hand as well. */
@NullMarked
package installer;

import org.jspecify.annotations.NullMarked;
