package app.trunkline.media.webrtc;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaOptions;
import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCIceTransportPolicy;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtcpMuxPolicy;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCSignalingState;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * One native peer connection with its one audio transceiver, or the one that took its place. Made and called on the
 * {@code media} thread; futures complete there or on a native thread. After {@link #close} nothing is called any more:
 * the library throws on a closed connection, and a second close as well.
 */
final class PeerLink {
    private final NativeEngine engine;
    private final MediaOptions options;
    private final PeerConnectionObserver observer;
    private final FarSide farSide;
    private final Role role;
    private Path path;
    /** What {@link #renew} replaced, until it is settled which of the two stays. */
    private Optional<Path> former = Optional.empty();

    private boolean connected;
    private boolean closed;

    /** A native connection, which has a certificate of its own, and its transceiver. */
    private record Path(RTCPeerConnection connection, AudioTransceiver audio) {
        void close() {
            var reference = NativeReference.of(connection);
            audio.close();
            connection.close();
            reference.give();
            audio.dispose();
        }
    }

    /** What a connection is for. */
    enum Role {
        /** A call of the user's. */
        CALL,
        /** A call inside the program. */
        LOOPBACK,
        /** A call inside the program that the loudspeaker does not play; its far side still gets the samples. */
        SILENT_LOOPBACK
    }

    PeerLink(NativeEngine engine, MediaOptions options, PeerConnectionObserver observer, FarSide farSide, Role role) {
        this.engine = engine;
        this.options = options;
        this.observer = observer;
        this.farSide = farSide;
        this.role = role;
        path = begin();
        engine.opened(this);
    }

    private Path begin() {
        var connection = engine.connect(configuration(options), observer);
        return new Path(
                connection, new AudioTransceiver(engine, connection, options, farSide, role != Role.SILENT_LOOPBACK));
    }

    /**
     * Begins another connection, which knows nothing of the far ends there were. The present one goes on beside it until
     * {@link #settle} or {@link #restore}.
     */
    void renew() {
        check();
        restore();
        engine.bridge().suspendDuring(() -> {
            var fresh = begin();
            fresh.audio().takeOver(path.audio());
            former = Optional.of(path);
            path = fresh;
            connected = false;
        });
    }

    /** The newer connection stays, if there is one. */
    void settle() {
        former.ifPresent(old -> engine.bridge().suspendDuring(old::close));
        former = Optional.empty();
    }

    /**
     * Goes back to the connection before {@link #renew}.
     *
     * @return false where there is none
     */
    boolean restore() {
        if (former.isEmpty()) {
            return false;
        }
        var old = former.get();
        engine.bridge().suspendDuring(() -> {
            old.audio().takeOver(path.audio());
            path.close();
            path = old;
            former = Optional.empty();
            connected = true;
        });
        setupDone();
        return true;
    }

    /** Whether ICE and DTLS are up. */
    boolean up() {
        return !closed && path.connection().getConnectionState() == RTCPeerConnectionState.CONNECTED;
    }

    private static RTCConfiguration configuration(MediaOptions options) {
        var configuration = new RTCConfiguration();
        // One section needs no bundle, and gateways to the telephone network offer none; max-bundle would refuse them.
        configuration.bundlePolicy = RTCBundlePolicy.BALANCED;
        configuration.rtcpMuxPolicy = RTCRtcpMuxPolicy.REQUIRE;
        configuration.iceTransportPolicy =
                options.relayOnly() ? RTCIceTransportPolicy.RELAY : RTCIceTransportPolicy.ALL;
        options.iceServers().forEach(server -> {
            var ice = new RTCIceServer();
            ice.urls.add(server.url());
            ice.username = server.user().orElse("");
            ice.password = server.password().orElse("");
            ice.hostname = "";
            configuration.iceServers.add(ice);
        });
        return configuration;
    }

    NativeEngine engine() {
        return engine;
    }

    FarSide farSide() {
        return farSide;
    }

    AudioTransceiver audio() {
        return path.audio();
    }

    /** Whether it is a call inside the program. */
    boolean loopback() {
        return role != Role.CALL;
    }

    /** Whether it sends a microphone, not a file. */
    boolean processed() {
        return options.play().isEmpty();
    }

    /** Whether this end sends the microphone. */
    boolean sends() {
        return !loopback() && connected && !path.audio().held();
    }

    void setConnected() {
        connected = true;
    }

    boolean connected() {
        return connected;
    }

    /** The connection is up, or never will be, and what that starts has been started. */
    void setupDone() {
        if (!closed) {
            engine.bridge().setupDone(this);
        }
    }

    RTCSignalingState signalingState() {
        return closed ? RTCSignalingState.CLOSED : path.connection().getSignalingState();
    }

    /** The local description as gathered so far. */
    record Local(String sdp, boolean complete) {}

    Local localDescription() {
        check();
        var description = path.connection().getLocalDescription();
        return new Local(
                description == null ? "" : description.sdp,
                path.connection().getIceGatheringState() == RTCIceGatheringState.COMPLETE);
    }

    /** Takes effect with the next offer or answer; sending without receiving is a hold by us. */
    void setDirection(MediaDirection direction) {
        check();
        path.audio().hold(!direction.receives());
        if (!loopback()) {
            engine.bridge().held(this, path.audio().held());
        }
        path.audio().setDirection(direction);
    }

    CompletableFuture<RTCSessionDescription> createOffer(boolean iceRestart) {
        check();
        var options = new RTCOfferOptions();
        options.iceRestart = iceRestart;
        var observer = new CreateObserver();
        path.connection().createOffer(options, observer);
        return observer.future;
    }

    CompletableFuture<RTCSessionDescription> createAnswer() {
        check();
        var observer = new CreateObserver();
        path.connection().createAnswer(new RTCAnswerOptions(), observer);
        return observer.future;
    }

    CompletableFuture<Void> setLocalDescription(RTCSessionDescription description) {
        check();
        mayConnect(description.sdpType);
        return engine.bridge().suspendDuring(() -> {
            var observer = new SetObserver();
            path.connection().setLocalDescription(description, observer);
            return observer.future;
        });
    }

    CompletableFuture<Void> setRemoteDescription(RTCSdpType type, String sdp) {
        check();
        mayConnect(type);
        return engine.bridge().suspendDuring(() -> {
            var observer = new SetObserver();
            path.connection().setRemoteDescription(new RTCSessionDescription(type, sdp), observer);
            return observer.future;
        });
    }

    /** With both descriptions the first connection may come up at any moment. */
    private void mayConnect(RTCSdpType type) {
        if (!connected && (type == RTCSdpType.ANSWER || type == RTCSdpType.PR_ANSWER)) {
            engine.bridge().connecting(this);
        }
    }

    /** Takes the pending offer back, whoever made it; does nothing when there is none. */
    CompletableFuture<Void> rollback() {
        var nothing = new RTCSessionDescription(RTCSdpType.ROLLBACK, "");
        return switch (signalingState()) {
            case HAVE_LOCAL_OFFER, HAVE_LOCAL_PR_ANSWER -> setLocalDescription(nothing);
            case HAVE_REMOTE_OFFER, HAVE_REMOTE_PR_ANSWER -> setRemoteDescription(RTCSdpType.ROLLBACK, "");
            case STABLE, CLOSED -> CompletableFuture.completedFuture(null);
        };
    }

    CompletableFuture<RTCStatsReport> stats() {
        check();
        var report = new CompletableFuture<RTCStatsReport>();
        path.connection().getStats(delivered -> NativeCallbacks.give(report::complete, delivered));
        return report;
    }

    /** Of what is sent alone. */
    CompletableFuture<RTCStatsReport> senderStats() {
        check();
        return path.audio().senderStats();
    }

    /** What came so far; nothing while ICE says that the path is down. */
    CompletableFuture<PathTraffic> traffic() {
        check();
        return up()
                ? path.audio().senderStats().thenApply(PathTraffic::of)
                : CompletableFuture.completedFuture(PathTraffic.NONE);
    }

    private void check() {
        if (closed) {
            throw new CancellationException("the peer connection is closed");
        }
    }

    /** Idempotent. */
    void close() {
        if (closed) {
            return;
        }
        engine.bridge().closing(this);
        closed = true;
        former.ifPresent(Path::close);
        path.close();
        engine.closed(this);
    }

    private static final class CreateObserver implements CreateSessionDescriptionObserver {
        private final CompletableFuture<RTCSessionDescription> future = new CompletableFuture<>();

        @Override
        public void onSuccess(RTCSessionDescription description) {
            NativeCallbacks.give(future::complete, description);
        }

        @Override
        public void onFailure(String error) {
            NativeCallbacks.give(future::completeExceptionally, new IllegalStateException(error));
        }
    }

    private static final class SetObserver implements SetSessionDescriptionObserver {
        private final CompletableFuture<Void> future = new CompletableFuture<>();

        @Override
        public void onSuccess() {
            NativeCallbacks.guard(() -> future.complete(null));
        }

        @Override
        public void onFailure(String error) {
            NativeCallbacks.give(future::completeExceptionally, new IllegalStateException(error));
        }
    }
}
