/**
 * Owns the words that people read, in resource bundles that the window and the terminal share. Everything in it is
 * immutable, so any thread may use it. Every package that speaks to people may call it; it calls none.
 */
@NullMarked
package app.trunkline.text;

import org.jspecify.annotations.NullMarked;
