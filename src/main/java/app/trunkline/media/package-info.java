/**
 * What the signalling core and the user interface know of sound: interfaces and records, {@code java.base} only.
 *
 * <p>{@link app.trunkline.media.MediaEngine} opens one {@link app.trunkline.media.MediaSession} a call. Everything here
 * is called on the event loop and answers on it; native work happens behind, on threads of the implementation.
 */
@NullMarked
package app.trunkline.media;

import org.jspecify.annotations.NullMarked;
