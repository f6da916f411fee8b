/**
 * The words that a person reads, in resource bundles, once for the window and the terminal.
 *
 * <p>Owns {@link app.trunkline.text.Texts} and the bundle beside it. Everything is immutable: any thread. Every room that
 * speaks to a person may call it; it calls nobody.
 */
@NullMarked
package app.trunkline.text;

import org.jspecify.annotations.NullMarked;
