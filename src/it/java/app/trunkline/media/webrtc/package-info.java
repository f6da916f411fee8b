/** The native engine against real sound servers and between sessions of its own. */
@NullMarked
package app.trunkline.media.webrtc;

import org.jspecify.annotations.NullMarked;
