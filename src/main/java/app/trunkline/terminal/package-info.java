/**
 * The same phone on the command line: arguments to immutable requests, snapshots to events, standard input to commands.
 *
 * <p>{@link app.trunkline.terminal.Terminal} is the entry; what it drives comes through {@link
 * app.trunkline.terminal.Programs}, which the composition root implements. A session runs on the event loop; only {@link
 * app.trunkline.terminal.Output} prints.
 */
@NullMarked
package app.trunkline.terminal;

import org.jspecify.annotations.NullMarked;
