/**
 * Owns the telephone's own sounds, synthesised: dialpad keys (ITU-T Q.23), call progress tones by country (ITU-T
 * E.180), the ring, call waiting, the test chord and the hold tune. It is pure arithmetic; a
 * {@link app.trunkline.media.tones.Sound} belongs to one thread at a time, except that any thread may release it. The
 * other {@code media} packages may call it.
 */
@NullMarked
package app.trunkline.media.tones;

import org.jspecify.annotations.NullMarked;
