/**
 * The call log, and contacts with their text messages, in SQLite. Blocking calls run on a virtual thread of the store's own; answers come as stages.
 */
@NullMarked
package app.trunkline.store;

import org.jspecify.annotations.NullMarked;
