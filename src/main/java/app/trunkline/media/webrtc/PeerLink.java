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
import dev.onvoid.webrtc.RTCRtcpMuxPolicy;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCSignalingState;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One native peer connection with its one audio transceiver. Made and called on the {@code media} thread; futures
 * complete there or on a native thread. After {@link #close} nothing is called any more: the library throws on a closed
 * connection, and a second close as well.
 */
final class PeerLink {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);
    private static final String STREAM = "trunkline";
    /** The native sender takes no less; the true gap is kept by whoever gives the digits. */
    private static final int LEAST_GAP_MS = 30;

    private final NativeEngine engine;
    private final RTCPeerConnection connection;
    private final AudioTrack spoken;
    private final List<RTCRtpCodecCapability> codecs;
    private final FarSide ear;
    private final Part part;
    private final boolean processed;
    /** Its place at the bridge; read by the threads of sound too. */
    private volatile Optional<Seat> seat = Optional.empty();

    private @Nullable AudioTrack mixed;
    private RTCRtpTransceiver transceiver;
    private RTCRtpSender sender;
    private @Nullable AudioTrack far;
    private @Nullable AudioTrack heard;
    private volatile boolean muted;
    private volatile boolean holding;
    private boolean connected;
    private boolean closed;

    /** What a connection is for. */
    enum Part {
        /** A call. */
        CALL,
        /** Serves the program itself. */
        BYSTANDER,
        /** Serves the program itself and is not to be heard on the loudspeaker; its far side still is told what came. */
        SILENT_BYSTANDER
    }

    PeerLink(NativeEngine engine, MediaOptions options, PeerConnectionObserver observer, FarSide ear, Part part) {
        this.engine = engine;
        this.ear = ear;
        this.part = part;
        processed = options.play().isEmpty();
        connection = engine.connect(configuration(options), observer);
        spoken = engine.track(processed);
        // addTrack, not addTransceiver: only such a transceiver is taken for a remote offer (RFC 8829 section 5.10).
        sender = connection.addTrack(spoken, List.of(STREAM));
        transceiver = connection.getTransceivers()[0];
        // Null for the life of the process where the native device list was asked on another thread before the first
        // peer connection was made, and hangs; so that list waits for the engine (NativeDevices). Time does not matter.
        far = track(transceiver);
        codecs = CodecChoice.of(options.codecs()).from(engine.codecs());
        transceiver.setCodecPreferences(codecs);
        if (engine.sound() == NativeEngine.Sound.NONE) {
            // Without devices the module would say back what it hears. No track: nothing is sent but silence.
            sender.replaceTrack(null);
        }
        engine.opened(this);
    }

    /**
     * Speaks through the transceiver that the remote offer was given to. A section that does not ask for our sound
     * (sendonly, inactive) gets a new one instead of ours (RFC 8829 section 5.10), and some others do as well. To be called
     * once a remote offer is set.
     */
    void adopt() {
        if (closed || transceiver.getMid() != null) {
            return;
        }
        for (var other : connection.getTransceivers()) {
            if (other.getMid() != null) {
                var unused = sender;
                transceiver = other;
                far = track(other);
                sender = other.getSender();
                transceiver.setCodecPreferences(codecs);
                sender.setStreams(List.of(STREAM));
                if (engine.sound() == NativeEngine.Sound.DEVICES) {
                    unused.replaceTrack(null);
                    speak();
                }
                return;
            }
        }
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
        return ear;
    }

    /** Whether it is no call of the user's. */
    boolean bystander() {
        return part != Part.CALL;
    }

    /** Whether a microphone is said, not a file. */
    boolean processed() {
        return processed;
    }

    /** Whether the microphone is said as far as this end is concerned. */
    boolean sends() {
        return !bystander() && connected && !holding;
    }

    /** Whether silence is said. Any thread. */
    boolean silent() {
        return muted || holding;
    }

    /** Its place at the bridge. Any thread. */
    Optional<Seat> seat() {
        return seat;
    }

    /** Says what the bridge gives instead of the microphone. */
    void sit(Seat place, AudioTrack track) {
        place.mute(muted);
        place.hold(holding);
        mixed = track;
        seat = Optional.of(place);
        speak();
    }

    /** Says the microphone again. */
    void stand() {
        mixed = null;
        seat = Optional.empty();
        speak();
    }

    private void speak() {
        if (!closed) {
            var microphone = engine.sound() == NativeEngine.Sound.NONE ? null : spoken;
            sender.replaceTrack(mixed == null ? microphone : mixed);
        }
    }

    /** Once the connection is up. */
    void up() {
        connected = true;
    }

    /** Once what that starts has been started. */
    void settle() {
        if (!closed) {
            engine.bridge().settled(this);
        }
    }

    boolean connected() {
        return connected;
    }

    RTCSignalingState state() {
        return closed ? RTCSignalingState.CLOSED : connection.getSignalingState();
    }

    /** The local description as gathered so far. */
    record Local(String sdp, boolean complete) {}

    Local local() {
        check();
        var description = connection.getLocalDescription();
        return new Local(
                description == null ? "" : description.sdp,
                connection.getIceGatheringState() == RTCIceGatheringState.COMPLETE);
    }

    /** What is wanted of the next offer or answer. While the call is held by us its music goes out, or silence. */
    void direct(MediaDirection direction) {
        check();
        holding = direction == MediaDirection.SENDONLY || direction == MediaDirection.INACTIVE;
        spoken.setEnabled(!silent());
        seat.ifPresent(place -> place.hold(holding));
        if (!bystander()) {
            engine.bridge().held(this, holding);
        }
        transceiver.setDirection(
                switch (direction) {
                    case SENDRECV -> RTCRtpTransceiverDirection.SEND_RECV;
                    case SENDONLY -> RTCRtpTransceiverDirection.SEND_ONLY;
                    case RECVONLY -> RTCRtpTransceiverDirection.RECV_ONLY;
                    case INACTIVE -> RTCRtpTransceiverDirection.INACTIVE;
                });
    }

    /** Exact silence goes out while muted. */
    void mute(boolean mute) {
        muted = mute;
        if (!closed) {
            spoken.setEnabled(!silent());
            seat.ifPresent(place -> place.mute(mute));
        }
    }

    CompletableFuture<RTCSessionDescription> createOffer(boolean iceRestart) {
        check();
        var options = new RTCOfferOptions();
        options.iceRestart = iceRestart;
        var made = new Made();
        connection.createOffer(options, made);
        return made.future;
    }

    CompletableFuture<RTCSessionDescription> createAnswer() {
        check();
        var made = new Made();
        connection.createAnswer(new RTCAnswerOptions(), made);
        return made.future;
    }

    CompletableFuture<Void> setLocal(RTCSessionDescription description) {
        check();
        mayConnect(description.sdpType);
        return engine.bridge().disturb(() -> {
            var done = new Done();
            connection.setLocalDescription(description, done);
            return done.future;
        });
    }

    CompletableFuture<Void> setRemote(RTCSdpType type, String sdp) {
        check();
        mayConnect(type);
        return engine.bridge().disturb(() -> {
            var done = new Done();
            connection.setRemoteDescription(new RTCSessionDescription(type, sdp), done);
            return done.future;
        });
    }

    /** With both descriptions the first connection may come up at any moment. */
    private void mayConnect(RTCSdpType type) {
        if (!connected && (type == RTCSdpType.ANSWER || type == RTCSdpType.PR_ANSWER)) {
            engine.bridge().connecting(this);
        }
    }

    /** Returns when the thread that calls the audio module has done what it was given before. */
    void awaitWorker() {
        if (!closed) {
            sender.getParameters();
        }
    }

    /** Takes the pending offer back, whose ever it is; nothing when there is none. */
    CompletableFuture<Void> rollback() {
        var nothing = new RTCSessionDescription(RTCSdpType.ROLLBACK, "");
        return switch (state()) {
            case HAVE_LOCAL_OFFER, HAVE_LOCAL_PR_ANSWER -> setLocal(nothing);
            case HAVE_REMOTE_OFFER, HAVE_REMOTE_PR_ANSWER -> setRemote(RTCSdpType.ROLLBACK, "");
            case STABLE, CLOSED -> CompletableFuture.completedFuture(null);
        };
    }

    /** Listens to the far side. To be called once a remote description is set; later calls do nothing. */
    void listen() {
        if (!closed && far != null && far != heard) {
            if (heard != null) {
                heard.removeSink(ear);
            }
            heard = far;
            heard.setEnabled(part != Part.SILENT_BYSTANDER);
            heard.addSink(ear);
        }
    }

    private static @Nullable AudioTrack track(RTCRtpTransceiver transceiver) {
        return transceiver.getReceiver().getTrack() instanceof AudioTrack track ? track : null;
    }

    CompletableFuture<RTCStatsReport> statistics(boolean ofWhatIsSaid) {
        check();
        var report = new CompletableFuture<RTCStatsReport>();
        if (ofWhatIsSaid) {
            connection.getStats(sender, delivered -> NativeCallbacks.give(report::complete, delivered));
        } else {
            connection.getStats(delivered -> NativeCallbacks.give(report::complete, delivered));
        }
        return report;
    }

    void dial(char digit, Duration tone) {
        if (closed) {
            return;
        }
        var digits = sender.getDtmfSender();
        if (digits == null
                || !digits.canInsertDtmf()
                || !digits.insertDtmf(String.valueOf(digit), (int) tone.toMillis(), LEAST_GAP_MS)) {
            LOG.warn("a digit was not sent: the call does not send now");
        }
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
        if (heard != null) {
            heard.removeSink(ear);
        }
        connection.close();
        engine.closed(this);
    }

    private static final class Made implements CreateSessionDescriptionObserver {
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

    private static final class Done implements SetSessionDescriptionObserver {
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
