package app.trunkline.media.webrtc;

import app.trunkline.media.MediaEngine.Playing;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each call its own mix: the others of a conference, a recording's tone, music on hold. The audio module has one
 * microphone for all calls, so it does not record meanwhile: each call sends a custom source, fed by a {@link Mixer} that
 * captures the microphone by another way. On the {@code media} thread.
 *
 * <p>The module starts recording again by itself whenever a call begins to send: at a description, at a connection, when
 * a track is replaced. Whatever may cause that goes through {@link #suspendDuring}, which suspends the mixer; once all of
 * it is over, the module is stopped and the mixer resumes. Not earlier: WebRTC's worker thread drives the module, and a
 * stop that crosses one of its starts aborts the process.
 */
final class Bridge {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /** Opens the microphone in use: mono, 48 kHz, on any thread. */
    @FunctionalInterface
    interface Microphone {
        Playing open(Consumer<short[]> samples);
    }

    /** What a call sends while the bridge runs, and what its far side goes to. */
    private record Attached(MixerPort port, CustomAudioSource source, AudioTrack track, FarSide.Listener listener) {}

    private record Running(Mixer mixer, Optional<VoiceCleaner> cleaner, Map<PeerLink, Attached> attached) {}

    private final NativeEngine engine;
    private final Microphone microphone;
    private final MixerClock clock = new MixerClock();
    private final Map<Object, Set<PeerLink>> conferences = new HashMap<>();
    private final Set<PeerLink> announced = new HashSet<>();
    private final HeldCalls heldCalls = new HeldCalls();
    /** What is going on that may start the module's recording. */
    private final Set<Object> suspensions = new HashSet<>();

    private boolean recordingStopped;

    private Optional<Running> running = Optional.empty();
    private Playing capture = () -> {};

    Bridge(NativeEngine engine, Microphone microphone) {
        this.engine = engine;
        this.microphone = microphone;
    }

    /** From now on these calls hear one another. */
    void join(Object conference, Set<PeerLink> links) {
        conferences.put(conference, new HashSet<>(links));
        change();
    }

    void leave(Object conference) {
        conferences.remove(conference);
        change();
    }

    /** Tells the far side by tones that it is recorded, or no longer. */
    void announceRecording(PeerLink link, boolean on) {
        if (on) {
            announced.add(link);
        } else {
            announced.remove(link);
        }
        change();
    }

    /** What held calls send from now on; empty for silence. */
    void setHoldMusic(Optional<Supplier<HoldMusic>> chosen) {
        if (heldCalls.choose(chosen)) {
            change();
        }
    }

    /** The call is held by us, or no longer. */
    void held(PeerLink link, boolean on) {
        if (heldCalls.hold(link, on)) {
            change();
        }
    }

    private void change() {
        boolean needed = !conferences.isEmpty() || !announced.isEmpty() || heldCalls.needMusic();
        if (needed && running.isEmpty()) {
            begin();
        }
        running.ifPresent(now -> now.attached().forEach((link, attached) -> configure(link, attached.port())));
        if (!needed) {
            running.ifPresent(this::end);
        }
    }

    private void configure(PeerLink link, MixerPort port) {
        port.conference(conferences.entrySet().stream()
                .filter(conference -> conference.getValue().contains(link))
                .map(conference -> conference.getKey())
                .findFirst());
        port.music(heldCalls.music(link));
        port.recordingTone(announced.contains(link) ? MixerPort.RecordingTone.ON : MixerPort.RecordingTone.OFF);
    }

    private void begin() {
        boolean processed = engine.links().stream().anyMatch(link -> !link.loopback() && link.processed());
        var cleaner = processed ? Optional.of(new VoiceCleaner()) : Optional.<VoiceCleaner>empty();
        var mixer = new Mixer(cleaner.<Mixer.Cleaner>map(each -> each).orElse((captured, played) -> captured));
        var started = new Running(mixer, cleaner, new LinkedHashMap<>());
        running = Optional.of(started);
        suspendDuring(() -> engine.links().forEach(link -> attach(started, link)));
        openMicrophone(mixer);
        clock.start(mixer::tick);
        LOG.info("the calls are mixed here from now on");
    }

    private void openMicrophone(Mixer mixer) {
        capture.close();
        capture = engine.sound() == NativeEngine.Sound.DEVICES ? microphone.open(mixer::addMicrophone) : () -> {};
    }

    /** Another microphone was chosen. */
    void microphoneChanged() {
        running.ifPresent(now -> openMicrophone(now.mixer()));
    }

    private void attach(Running now, PeerLink link) {
        if (link.loopback() || now.attached().containsKey(link)) {
            return;
        }
        var source = new CustomAudioSource();
        var port = new MixerPort(frame -> source.pushAudio(Frames.bytes(frame), 16, At48k.RATE, 1, frame.length));
        var attached = new Attached(port, source, engine.track(source), port::receive);
        now.attached().put(link, attached);
        configure(link, port);
        link.audio().sendMix(port, attached.track());
        link.farSide().add(attached.listener());
        now.mixer().add(port);
    }

    private void end(Running now) {
        clock.stop();
        running = Optional.empty();
        capture.close();
        capture = () -> {};
        now.attached().forEach(Bridge::detach);
        now.cleaner().ifPresent(VoiceCleaner::close);
        updateRecording();
        LOG.info("the audio module has the microphone again");
    }

    private static void detach(PeerLink link, Attached attached) {
        link.farSide().remove(attached.listener());
        link.audio().sendMicrophone();
        NativeReference.of(attached.track()).give();
        attached.source().dispose();
    }

    /** A call was opened. */
    void opened(PeerLink link) {
        running.ifPresent(now -> suspendDuring(() -> attach(now, link)));
    }

    /** A call is about to close. */
    void closing(PeerLink link) {
        suspend(link);
        announced.remove(link);
        heldCalls.hold(link, false);
        conferences.values().forEach(conference -> conference.remove(link));
        conferences.values().removeIf(Set::isEmpty);
        running.ifPresent(now -> Optional.ofNullable(now.attached().remove(link))
                .ifPresent(attached -> {
                    now.mixer().remove(attached.port());
                    detach(link, attached);
                }));
    }

    /** A call has closed. */
    void closed(PeerLink link) {
        resume(link);
        change();
    }

    /** Runs what may start the audio module's recording. */
    void suspendDuring(Runnable task) {
        var reason = new Object();
        suspend(reason);
        try {
            task.run();
        } finally {
            resume(reason);
        }
    }

    /** The same for what ends later. */
    <T> CompletableFuture<T> suspendDuring(Supplier<CompletableFuture<T>> steps) {
        var reason = new Object();
        suspend(reason);
        try {
            return steps.get().whenComplete((ok, failure) -> engine.thread().run(() -> resume(reason)));
        } catch (RuntimeException | Error e) {
            resume(reason);
            throw e;
        }
    }

    /** The call may connect at any moment from now on, until {@link #setupDone}. */
    void connecting(PeerLink link) {
        suspend(link);
    }

    /** What the call's connection starts has been started, or the connection will never be up. */
    void setupDone(PeerLink link) {
        resume(link);
    }

    private void suspend(Object reason) {
        suspensions.add(reason);
        clock.suspend();
    }

    private void resume(Object reason) {
        if (suspensions.remove(reason) && suspensions.isEmpty()) {
            updateRecording();
            clock.resume();
        }
    }

    /**
     * While the bridge runs, and always where there are no devices: there this version of the library would take half of
     * what was received away from the listener and send it back.
     */
    private boolean mustNotRecord() {
        return running.isPresent() || engine.sound() == NativeEngine.Sound.NONE;
    }

    /** Stops the module's recording, or starts it again; not while something else may start it. */
    private void updateRecording() {
        if (!suspensions.isEmpty() || !recordingStopped && !mustNotRecord()) {
            return;
        }
        engine.links().stream()
                .filter(PeerLink::connected)
                .findFirst()
                .ifPresent(link -> link.audio().awaitWorker());
        if (mustNotRecord()) {
            recordingStopped = true;
            engine.module().stopRecording();
        } else {
            recordingStopped = false;
            startRecording();
        }
    }

    private void startRecording() {
        if (engine.links().stream().noneMatch(PeerLink::sends)) {
            return;
        }
        try {
            engine.module().initRecording();
            engine.module().startRecording();
        } catch (RuntimeException | Error e) {
            // It records already: a track that was put back has started it.
            LOG.debug("the audio module records already", e);
        }
    }

    /** RMS of the microphone while the bridge runs, 0 to 1. */
    Optional<Double> level() {
        return running.map(now -> now.mixer().level());
    }
}
