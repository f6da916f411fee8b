/**
 * Owns the same phone on the command line: options, typed commands, printed events and exit statuses. A session lives on the
 * event loop, reads standard input on a thread of its own, and prints through {@link app.trunkline.terminal.Output} alone.
 * Only the root calls it, by {@link app.trunkline.terminal.Terminal}; what it starts comes through {@link
 * app.trunkline.terminal.Programs}.
 */
@NullMarked
package app.trunkline.terminal;

import org.jspecify.annotations.NullMarked;
