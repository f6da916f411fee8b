package app.trunkline.media.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.media.MediaType;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioDeviceModuleBase;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSource;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audio module and the factory of peer connections. Everything here runs on the {@code media} thread. */
final class NativeEngine {
    private static final Logger LOG = LoggerFactory.getLogger(NativeEngine.class);

    enum Sound {
        /** Microphone and speaker. */
        DEVICES,
        /** None: what is received is pulled at its pace and thrown away, or recorded; nothing is sent. */
        NONE
    }

    private final MediaThread thread;
    private final Sound sound;
    private final boolean refused;
    private final Set<PeerLink> links = new HashSet<>();
    private final AudioDeviceModuleBase module;
    private final PeerConnectionFactory factory;
    private final List<RTCRtpCodecCapability> codecs;
    private final AudioTrackSource microphone;
    private final AudioTrackSource file;

    private final Bridge bridge;

    private NativeEngine(
            MediaThread thread, Sound wanted, AudioDeviceModuleBase module, Bridge.Microphone microphoneInUse) {
        this.thread = thread;
        sound = module instanceof AudioDeviceModule ? Sound.DEVICES : Sound.NONE;
        refused = sound != wanted;
        this.module = module;
        factory = new PeerConnectionFactory(module);
        codecs = List.copyOf(factory.getRtpSenderCapabilities(MediaType.AUDIO).getCodecs());
        microphone = factory.createAudioSource(processing(true));
        file = factory.createAudioSource(processing(false));
        bridge = new Bridge(this, microphoneInUse);
    }

    /**
     * Makes the native parts. May block for good where a sound server accepts connections and does not answer: the
     * caller keeps a time-out.
     */
    static NativeEngine start(MediaThread thread, Sound wanted, Bridge.Microphone microphoneInUse) {
        InstalledLibrary.load(
                Optional.ofNullable(System.getProperty("trunkline.natives")).map(Path::of));
        return new NativeEngine(thread, wanted, module(wanted), microphoneInUse);
    }

    /** A factory without a module aborts the process, so there always is one. */
    private static AudioDeviceModuleBase module(Sound wanted) {
        if (wanted == Sound.DEVICES) {
            try {
                return new AudioDeviceModule();
            } catch (Error e) {
                // The library throws a plain java.lang.Error when the sound server does not let us in.
                LOG.warn("no sound: the audio module could not be made", e);
            }
        }
        return new HeadlessAudioDeviceModule();
    }

    private static AudioOptions processing(boolean on) {
        var options = new AudioOptions();
        options.echoCancellation = on;
        options.autoGainControl = on;
        options.noiseSuppression = on;
        options.highpassFilter = on;
        return options;
    }

    /** Where everything here is called. */
    MediaThread thread() {
        return thread;
    }

    Sound sound() {
        return sound;
    }

    /** True when devices were wanted and the machine did not give them. */
    boolean refused() {
        return refused;
    }

    AudioDeviceModuleBase module() {
        return module;
    }

    List<RTCRtpCodecCapability> codecs() {
        return codecs;
    }

    /**
     * The track that one call sends.
     *
     * @param processed true for a microphone (echo cancellation, noise suppression, gain control), false for a file
     */
    AudioTrack track(boolean processed) {
        return factory.createAudioTrack(UUID.randomUUID().toString(), processed ? microphone : file);
    }

    /** A track of what is pushed into the source. */
    AudioTrack track(AudioTrackSource source) {
        return factory.createAudioTrack(UUID.randomUUID().toString(), source);
    }

    Bridge bridge() {
        return bridge;
    }

    Set<PeerLink> links() {
        return Set.copyOf(links);
    }

    RTCPeerConnection connect(RTCConfiguration configuration, PeerConnectionObserver observer) {
        return factory.createPeerConnection(configuration, observer);
    }

    void opened(PeerLink link) {
        links.add(link);
        bridge.opened(link);
    }

    void closed(PeerLink link) {
        links.remove(link);
        bridge.closed(link);
        if (links.stream().allMatch(PeerLink::loopback)) {
            NativeHeap.trim();
        }
    }

    /** To be called once: closes the peer connections, then the factory, then the module. */
    void close() {
        List.copyOf(links).forEach(PeerLink::close);
        dispose("factory", factory::dispose);
        dispose("audio module", module::dispose);
    }

    private static void dispose(String what, Runnable disposal) {
        try {
            disposal.run();
        } catch (RuntimeException | Error e) {
            // Closed peer connections keep references in this version of the library; the process ends soon after.
            LOG.debug("the {} was not disposed of cleanly", what, e);
        }
    }
}
