/**
 * Owns the tones and device tests where no sound server is known of (Windows, macOS): Java Sound plays them through
 * DirectSound and Core Audio.
 *
 * <p>Every sound lives on a daemon thread of its own, and its levels are told on the event loop. Only the wiring may
 * make a {@link app.trunkline.media.javasound.JavaSoundSystem}; all else calls it by {@link
 * app.trunkline.media.SoundSystem}, on the loop.
 */
@NullMarked
package app.trunkline.media.javasound;

import org.jspecify.annotations.NullMarked;
