/**
 * Tells of a newer Trunkline, and no more than that: it fetches a small signed notice, believes it or not, and says what it
 * found. Nothing is downloaded besides, and nothing is installed.
 *
 * <p>{@link app.trunkline.update.UpdateCheck} lives on the event loop; the notice is fetched away from it. Depends on the loop
 * alone: the version that runs, the address and the key come from whoever builds it.
 */
@NullMarked
package app.trunkline.update;

import org.jspecify.annotations.NullMarked;
