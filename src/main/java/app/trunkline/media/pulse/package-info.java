/**
 * Sound by PulseAudio, or PipeWire's server of that protocol: the only user of libpulse, through {@code
 * java.lang.foreign}.
 *
 * <p>{@link app.trunkline.media.pulse.PulseSoundSystem} is the door. Everything native happens on the {@code sound}
 * thread, which runs libpulse's main loop; callbacks of the library come on that thread, too, so nothing here needs a
 * lock. An exception that left a callback would end the process: {@link app.trunkline.media.pulse.Upcalls} lets none out.
 */
@NullMarked
package app.trunkline.media.pulse;

import org.jspecify.annotations.NullMarked;
