/**
 * Owns what the rest of the program knows of sound: interfaces and records that need {@code java.base} alone. It is
 * called on the event loop and answers there; native work runs on threads of the implementations. {@code sip},
 * {@code phone} and everything above them may call it, starting at {@link app.trunkline.media.MediaEngine}.
 */
@NullMarked
package app.trunkline.media;

import org.jspecify.annotations.NullMarked;
