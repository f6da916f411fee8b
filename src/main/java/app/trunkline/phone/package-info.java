/**
 * The telephone: policy over the user agents (lines, one active call, hold, ringing, reconnecting, the call log).
 *
 * <p>{@link app.trunkline.phone.Softphone} takes commands on any thread and publishes {@link
 * app.trunkline.phone.PhoneSnapshot}s; all its state lives on the
 * event loop, in the parts that it wires: {@link app.trunkline.phone.Lines}, {@link app.trunkline.phone.ActiveCall}, {@link
 * app.trunkline.phone.Reception} and the like. Knows nothing of windows or terminals.
 */
@NullMarked
package app.trunkline.phone;

import org.jspecify.annotations.NullMarked;
