/**
 * Owns sound through PulseAudio, or PipeWire's server of the same protocol, and is the only user of libpulse. Native
 * code and its callbacks run on the {@code sound} thread, which runs libpulse's main loop, so nothing here needs a
 * lock. Only {@code Wiring} makes a {@link app.trunkline.media.pulse.PulseSoundSystem}; everything else calls it
 * through {@link app.trunkline.media.SoundServer}.
 */
@NullMarked
package app.trunkline.media.pulse;

import org.jspecify.annotations.NullMarked;
