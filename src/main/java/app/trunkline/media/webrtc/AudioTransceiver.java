package app.trunkline.media.webrtc;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one audio transceiver of a peer connection: which track it sends, and the sink for the track it receives. On the
 * {@code media} thread unless said otherwise; after {@link #close} every call is a no-op.
 */
final class AudioTransceiver {
    private static final Logger LOG = LoggerFactory.getLogger(AudioTransceiver.class);
    private static final String STREAM_ID = "trunkline";
    /** The least that the native sender takes; {@link Digits} keeps the true gap. */
    private static final int MIN_GAP_MS = 30;

    private final NativeEngine.Sound sound;
    private final RTCPeerConnection connection;
    private final AudioTrack localTrack;
    private final List<RTCRtpCodecCapability> codecs;
    private final FarSide sink;
    private final boolean audible;
    private final NativeReference local;
    private final NativeReference firstSender;
    /** Read by the audio threads too. */
    private volatile Optional<MixerPort> port = Optional.empty();

    private @Nullable AudioTrack mixTrack;
    private RTCRtpTransceiver transceiver;
    private RTCRtpSender sender;
    private @Nullable AudioTrack remoteTrack;
    private @Nullable AudioTrack sinkTrack;
    private volatile boolean muted;
    private volatile boolean held;
    private boolean closed;

    /** @param audible false to keep what is received off the loudspeaker; the sink gets it all the same */
    AudioTransceiver(
            NativeEngine engine, RTCPeerConnection connection, MediaOptions options, FarSide sink, boolean audible) {
        this.connection = connection;
        this.sink = sink;
        this.audible = audible;
        sound = engine.sound();
        localTrack = engine.track(options.play().isEmpty());
        local = NativeReference.of(localTrack);
        // addTrack, not addTransceiver: only such a transceiver is taken for a remote offer (RFC 8829 section 5.10).
        sender = connection.addTrack(localTrack, List.of(STREAM_ID));
        firstSender = NativeReference.of(sender);
        transceiver = connection.getTransceivers()[0];
        // Null for the life of the process where the native device list was asked on another thread before the first
        // peer connection was made, and hangs; so that list waits for the engine (NativeDevices). Time does not matter.
        remoteTrack = track(transceiver);
        codecs = CodecChoice.of(options.codecs()).from(engine.codecs());
        transceiver.setCodecPreferences(codecs);
        if (sound == NativeEngine.Sound.NONE) {
            // Without devices the module would send back what it receives. No track: only silence is sent.
            sender.replaceTrack(null);
        }
    }

    /**
     * Moves to the transceiver that the remote offer was given to. A section that does not ask for our sound (sendonly,
     * inactive) gets a new one instead of ours (RFC 8829 section 5.10), and some others do as well. To be called once a
     * remote offer is set.
     */
    void adopt() {
        if (closed || transceiver.getMid() != null) {
            return;
        }
        for (var other : connection.getTransceivers()) {
            if (other.getMid() != null) {
                var unused = sender;
                transceiver = other;
                remoteTrack = track(other);
                sender = other.getSender();
                transceiver.setCodecPreferences(codecs);
                sender.setStreams(List.of(STREAM_ID));
                if (sound == NativeEngine.Sound.DEVICES) {
                    unused.replaceTrack(null);
                    replaceTrack();
                }
                return;
            }
        }
    }

    /** Says what the other one says: its mixer's track or the microphone, muted, held or neither. */
    void takeOver(AudioTransceiver other) {
        muted = other.muted;
        hold(other.held);
        port = other.port;
        mixTrack = other.mixTrack;
        replaceTrack();
    }

    private static @Nullable AudioTrack track(RTCRtpTransceiver transceiver) {
        return transceiver.getReceiver().getTrack() instanceof AudioTrack track ? track : null;
    }

    /** Gives the sink what is received. To be called once a remote description is set; later calls do nothing. */
    void attachSink() {
        if (!closed && remoteTrack != null && remoteTrack != sinkTrack) {
            if (sinkTrack != null) {
                sinkTrack.removeSink(sink);
            }
            sinkTrack = remoteTrack;
            sinkTrack.setEnabled(audible);
            sinkTrack.addSink(sink);
        }
    }

    /** Whether silence is sent. Any thread. */
    boolean silent() {
        return muted || held;
    }

    boolean held() {
        return held;
    }

    /** Its port at the mixer, while it sends the mix. Any thread. */
    Optional<MixerPort> port() {
        return port;
    }

    /** Sends the mixer's track instead of the microphone. */
    void sendMix(MixerPort from, AudioTrack track) {
        from.mute(muted);
        from.hold(held);
        mixTrack = track;
        port = Optional.of(from);
        replaceTrack();
    }

    /** Sends the microphone again. */
    void sendMicrophone() {
        mixTrack = null;
        port = Optional.empty();
        replaceTrack();
    }

    private void replaceTrack() {
        if (!closed) {
            var microphone = sound == NativeEngine.Sound.NONE ? null : localTrack;
            sender.replaceTrack(mixTrack == null ? microphone : mixTrack);
        }
    }

    /** While held, music goes out, or silence. */
    void hold(boolean hold) {
        held = hold;
        if (!closed) {
            localTrack.setEnabled(!silent());
            port.ifPresent(own -> own.hold(hold));
        }
    }

    /** Exact silence goes out while muted. */
    void mute(boolean mute) {
        muted = mute;
        if (!closed) {
            localTrack.setEnabled(!silent());
            port.ifPresent(own -> own.mute(mute));
        }
    }

    /** Takes effect with the next offer or answer. */
    void setDirection(MediaDirection direction) {
        transceiver.setDirection(
                switch (direction) {
                    case SENDRECV -> RTCRtpTransceiverDirection.SEND_RECV;
                    case SENDONLY -> RTCRtpTransceiverDirection.SEND_ONLY;
                    case RECVONLY -> RTCRtpTransceiverDirection.RECV_ONLY;
                    case INACTIVE -> RTCRtpTransceiverDirection.INACTIVE;
                });
    }

    void insertDtmf(char digit, Duration tone) {
        if (closed) {
            return;
        }
        var dtmf = sender.getDtmfSender();
        if (dtmf == null
                || !dtmf.canInsertDtmf()
                || !dtmf.insertDtmf(String.valueOf(digit), (int) tone.toMillis(), MIN_GAP_MS)) {
            LOG.warn("a digit was not sent: the call does not send now");
        }
    }

    /** Statistics of what is sent. */
    CompletableFuture<RTCStatsReport> senderStats() {
        var report = new CompletableFuture<RTCStatsReport>();
        connection.getStats(sender, delivered -> NativeCallbacks.give(report::complete, delivered));
        return report;
    }

    /** Returns once WebRTC's worker thread, which drives the audio module, has done what it was given before. */
    void awaitWorker() {
        if (!closed) {
            sender.getParameters();
        }
    }

    /** To be called once, before the connection closes. */
    void close() {
        closed = true;
        if (sinkTrack != null) {
            sinkTrack.removeSink(sink);
        }
    }

    /** To be called once, when the connection is gone and nothing else refers to what it sent. */
    void dispose() {
        firstSender.give();
        local.give();
    }
}
