/**
 * Owns the native audio module, the peer connection factory and a peer connection for each call, and is the only user
 * of the WebRTC library. State lives on the event loop, native calls run on the {@code media} thread, and native
 * callbacks pass {@link app.trunkline.media.webrtc.NativeCallbacks}, which posts to the loop and returns. Only
 * {@code Wiring} makes a {@link app.trunkline.media.webrtc.WebRtcMediaEngine}; everything else calls it through
 * {@link app.trunkline.media.MediaEngine}.
 *
 * <p>Three mistakes end the process: an exception that leaves a callback, a factory without an audio module, and asking
 * for devices where there is no sound server.
 */
@NullMarked
package app.trunkline.media.webrtc;

import org.jspecify.annotations.NullMarked;
