/**
 * The sounds of the telephone itself, synthesised: dialpad keys (ITU-T Q.23), call progress tones by country (ITU-T
 * E.180), the ring, call waiting and the test chord.
 *
 * <p>Pure arithmetic, no devices. A {@link app.trunkline.media.tones.Sound} belongs to one thread at a time, apart from
 * its release, which any thread may ask for.
 */
@NullMarked
package app.trunkline.media.tones;

import org.jspecify.annotations.NullMarked;
