/** The room's parts that need no bus. */
@NullMarked
package app.trunkline.session;

import org.jspecify.annotations.NullMarked;
