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
 * Gives every call a voice of its own: the others of a conference, a recording's tone, music on hold. The audio module knows only one
 * microphone for all, so it rests meanwhile: each call gets a custom source, fed by a {@link Mixer} that hears the
 * microphone by another way. On the {@code media} thread.
 *
 * <p>The module starts to record again by itself whenever a call begins to send: at a description, at a connection, when
 * a track is switched. Whatever may do so goes through {@link #disturb}, which lets the mixer stand still; once all of it
 * is over, the module is stopped and the mixer goes on. Not earlier: the module is WebRTC's worker thread's, and a stop
 * that crosses a start of its aborts the process.
 */
final class Bridge {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /** Opens the microphone in use: mono, 48 kHz, on any thread. */
    @FunctionalInterface
    interface Microphone {
        Playing open(Consumer<short[]> samples);
    }

    /** What a call says while the bridge runs. */
    private record Place(Seat seat, CustomAudioSource source, AudioTrack track, FarSide.Listener ear) {}

    /** What there is while it runs. */
    private record Running(Mixer mixer, Optional<VoiceCleaner> cleaner, Map<PeerLink, Place> places) {}

    private final NativeEngine engine;
    private final Microphone microphone;
    private final MixerClock clock = new MixerClock();
    private final Map<Object, Set<PeerLink>> rooms = new HashMap<>();
    private final Set<PeerLink> noticed = new HashSet<>();
    private final OnHold onHold = new OnHold();
    /** What goes on that may wake the module. */
    private final Set<Object> astir = new HashSet<>();
    /** The module was stopped here and not started again. */
    private boolean asleep;

    private Optional<Running> running = Optional.empty();
    private Playing listening = () -> {};

    Bridge(NativeEngine engine, Microphone microphone) {
        this.engine = engine;
        this.microphone = microphone;
    }

    /** From now on these hear one another. */
    void join(Object room, Set<PeerLink> links) {
        rooms.put(room, new HashSet<>(links));
        change();
    }

    void leave(Object room) {
        rooms.remove(room);
        change();
    }

    /** Tells the far side by tones that it is recorded. */
    void notice(PeerLink link, boolean on) {
        if (on) {
            noticed.add(link);
        } else {
            noticed.remove(link);
        }
        change();
    }

    /** What held calls are to say, from now on; empty for silence. */
    void whileHeld(Optional<Supplier<HoldMusic>> chosen) {
        if (onHold.choose(chosen)) {
            change();
        }
    }

    /** The call is held by us, or no longer. */
    void held(PeerLink link, boolean on) {
        if (onHold.hold(link, on)) {
            change();
        }
    }

    private void change() {
        boolean needed = !rooms.isEmpty() || !noticed.isEmpty() || onHold.sounds();
        if (needed && running.isEmpty()) {
            begin();
        }
        running.ifPresent(now -> now.places().forEach((link, place) -> arrange(link, place.seat())));
        if (!needed) {
            running.ifPresent(this::end);
        }
    }

    private void arrange(PeerLink link, Seat seat) {
        seat.room(rooms.entrySet().stream()
                .filter(room -> room.getValue().contains(link))
                .map(room -> room.getKey())
                .findFirst());
        seat.music(onHold.music(link));
        seat.notice(noticed.contains(link) ? Seat.Notices.BEEPING : Seat.Notices.SILENT);
    }

    private void begin() {
        boolean processed = engine.links().stream().anyMatch(link -> !link.bystander() && link.processed());
        var cleaner = processed ? Optional.of(new VoiceCleaner()) : Optional.<VoiceCleaner>empty();
        var mixer = new Mixer(cleaner.<Mixer.Cleaner>map(each -> each).orElse((said, heard) -> said));
        var started = new Running(mixer, cleaner, new LinkedHashMap<>());
        running = Optional.of(started);
        disturb(() -> engine.links().forEach(link -> seat(started, link)));
        listen(mixer);
        clock.start(mixer::tick);
        LOG.info("the calls are mixed here from now on");
    }

    private void listen(Mixer mixer) {
        listening.close();
        listening = engine.sound() == NativeEngine.Sound.DEVICES ? microphone.open(mixer::say) : () -> {};
    }

    /** Another microphone was chosen. */
    void microphoneChanged() {
        running.ifPresent(now -> listen(now.mixer()));
    }

    private void seat(Running now, PeerLink link) {
        if (link.bystander() || now.places().containsKey(link)) {
            return;
        }
        var source = new CustomAudioSource();
        var seat = new Seat(frame -> source.pushAudio(Frames.bytes(frame), 16, At48k.RATE, 1, frame.length));
        var place = new Place(seat, source, engine.track(source), seat::hear);
        now.places().put(link, place);
        arrange(link, seat);
        link.sit(seat, place.track());
        link.farSide().add(place.ear());
        now.mixer().add(seat);
    }

    private void end(Running now) {
        clock.stop();
        running = Optional.empty();
        listening.close();
        listening = () -> {};
        now.places().forEach(Bridge::unseat);
        now.cleaner().ifPresent(VoiceCleaner::close);
        settle();
        LOG.info("the audio module has the microphone again");
    }

    private static void unseat(PeerLink link, Place place) {
        link.farSide().remove(place.ear());
        link.stand();
        place.source().dispose();
    }

    /** A call was opened. */
    void opened(PeerLink link) {
        running.ifPresent(now -> disturb(() -> seat(now, link)));
    }

    /** A call is about to close. */
    void closing(PeerLink link) {
        stir(link);
        noticed.remove(link);
        onHold.hold(link, false);
        rooms.values().forEach(room -> room.remove(link));
        rooms.values().removeIf(Set::isEmpty);
        running.ifPresent(now -> Optional.ofNullable(now.places().remove(link)).ifPresent(place -> {
            now.mixer().remove(place.seat());
            unseat(link, place);
        }));
    }

    /** A call has closed. */
    void closed(PeerLink link) {
        calm(link);
        change();
    }

    /** Does what may wake the audio module. */
    void disturb(Runnable task) {
        var reason = new Object();
        stir(reason);
        try {
            task.run();
        } finally {
            calm(reason);
        }
    }

    /** The same for what ends later. */
    <T> CompletableFuture<T> disturb(Supplier<CompletableFuture<T>> steps) {
        var reason = new Object();
        stir(reason);
        try {
            return steps.get().whenComplete((ok, failure) -> engine.thread().run(() -> calm(reason)));
        } catch (RuntimeException | Error e) {
            calm(reason);
            throw e;
        }
    }

    /** The call may connect from now on, at any moment. */
    void connecting(PeerLink link) {
        stir(link);
    }

    /** The call's connection is up, or never will be, and what that starts has been started. */
    void settled(PeerLink link) {
        calm(link);
    }

    private void stir(Object reason) {
        astir.add(reason);
        clock.stand();
    }

    private void calm(Object reason) {
        if (astir.remove(reason) && astir.isEmpty()) {
            settle();
            clock.go();
        }
    }

    /**
     * Whether the module is not to record: while the bridge runs, and always where there are no devices. There this version
     * of the library would take half of what was received away from the listener and say it back.
     */
    private boolean resting() {
        return running.isPresent() || engine.sound() == NativeEngine.Sound.NONE;
    }

    /** Lets the module record or rest, as is right now; not while something may wake it. */
    private void settle() {
        if (!astir.isEmpty() || !asleep && !resting()) {
            return;
        }
        engine.links().stream().filter(PeerLink::connected).findFirst().ifPresent(PeerLink::awaitWorker);
        if (resting()) {
            asleep = true;
            engine.module().stopRecording();
        } else {
            asleep = false;
            wake();
        }
    }

    private void wake() {
        if (engine.links().stream().noneMatch(PeerLink::sends)) {
            return;
        }
        try {
            engine.module().initRecording();
            engine.module().startRecording();
        } catch (RuntimeException | Error e) {
            // It records already: a track that was switched back has started it.
            LOG.debug("the audio module records already", e);
        }
    }

    /** RMS of the own voice while the bridge runs, 0 to 1. */
    Optional<Double> level() {
        return running.map(now -> now.mixer().level());
    }
}
