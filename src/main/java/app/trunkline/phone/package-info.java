/**
 * Owns the telephone: its lines and which of them a call takes, the one active call, what happens to incoming calls, and
 * what was typed. Its state lives on the event loop; {@link app.trunkline.phone.Softphone} takes {@link
 * app.trunkline.phone.Command}s on any thread and publishes {@link app.trunkline.phone.PhoneSnapshot}s. The root and the
 * faces (windows, terminal) may call it; it knows none of them.
 */
@NullMarked
package app.trunkline.phone;

import org.jspecify.annotations.NullMarked;
