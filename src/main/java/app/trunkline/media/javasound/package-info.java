/**
 * Owns tones and device tests where there is no sound server (Windows, macOS), played by Java Sound through DirectSound
 * and Core Audio. Each sound has a daemon thread of its own, and levels are reported on the event loop. Only
 * {@code Wiring} makes a {@link app.trunkline.media.javasound.JavaSoundSystem}; everything else calls it through
 * {@link app.trunkline.media.SoundSystem}, on the loop.
 */
@NullMarked
package app.trunkline.media.javasound;

import org.jspecify.annotations.NullMarked;
