package app.trunkline.media.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import java.util.function.Consumer;

/**
 * What a native peer connection tells, handed over to the event loop.
 *
 * @param connection told the state of ICE and DTLS together
 * @param gathering told that a candidate came or that gathering went on
 */
record PeerEvents(NativeCallbacks callbacks, Consumer<RTCPeerConnectionState> connection, Runnable gathering)
        implements PeerConnectionObserver {
    @Override
    public void onConnectionChange(RTCPeerConnectionState state) {
        callbacks.post(() -> connection.accept(state));
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
        callbacks.post(gathering);
    }

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
        callbacks.post(gathering);
    }
}
