/**
 * Sound by native WebRTC, and the only user of its library.
 *
 * <p>Owns the audio module, the one peer connection factory and a peer connection a call. State is kept on the event
 * loop; every native call runs on the one {@code media} thread; what the native side calls back passes {@link
 * app.trunkline.media.webrtc.NativeCallbacks}, which posts and returns at once. Three rules of the library, each of which
 * ends the process when broken: no exception leaves a callback, no factory is made without an audio module, and no
 * device list is asked for where there is no sound server.
 */
@NullMarked
package app.trunkline.media.webrtc;

import org.jspecify.annotations.NullMarked;
