/**
 * Owns the telephone: its lines, the one active call, what happens to incoming calls, and what a dialled text means.
 * Its state lives on the event loop; {@link app.trunkline.phone.Softphone} takes {@link app.trunkline.phone.Command}s
 * on any thread and publishes {@link app.trunkline.phone.PhoneSnapshot}s. {@code Wiring}, {@code desktop}, {@code ui}
 * and {@code terminal} may call it, and it knows none of them.
 */
@NullMarked
package app.trunkline.phone;

import org.jspecify.annotations.NullMarked;
