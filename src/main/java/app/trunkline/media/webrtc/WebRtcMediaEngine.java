package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.Subscription;
import app.trunkline.loop.Threads;
import app.trunkline.media.AudioDevice;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.HeldSound;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.MediaSession;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.media.SoundServer;
import app.trunkline.media.SoundSystem;
import app.trunkline.media.Tone;
import app.trunkline.media.VirtualMicrophone;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sound by native WebRTC. One for the life of the process: the native library leaks threads with every factory, and a
 * process that used it ends only by {@link System#exit}.
 */
public final class WebRtcMediaEngine implements MediaEngine {
    private static final Logger LOG = LoggerFactory.getLogger(WebRtcMediaEngine.class);
    /** By then a call that is being set up has made its offer, which the warming would hold up. */
    private static final Duration AFTER_THE_OFFER = Duration.ofMillis(300);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final EventLoop loop;
    private final SoundSystem sound;
    /** Empty where the native library's own way with devices is used (macOS, Windows). */
    private final Optional<SoundServer> server;

    private final Observable<AudioDevices> devices = new Observable<>(AudioDevices.UNKNOWN);
    private final NativeDevices nativeDevices;
    private final EngineStart engineStart;
    private final Standby standby;
    private final Subscription soundDevices;
    private final Set<WebRtcMediaSession> sessions = new HashSet<>();
    private final Set<WebRtcMediaSession> playingFiles = new HashSet<>();
    private Optional<CompletableFuture<VirtualMicrophone>> fileMicrophone = Optional.empty();
    private Optional<Supplier<HoldMusic>> holdMusic = Optional.empty();
    private AudioSelection chosen = AudioSelection.SYSTEM;
    private CompletableFuture<?> selected = CompletableFuture.completedFuture(true);
    private boolean closed;
    /** The microphone that is used now, for the threads of sound. */
    private volatile Optional<String> microphoneId = Optional.empty();

    public WebRtcMediaEngine(EventLoop loop, SoundSystem sound) {
        this.loop = loop;
        this.sound = sound;
        server = sound.server();
        nativeDevices = new NativeDevices(loop, devices, new DeviceProbe(loop)::ask);
        engineStart = new EngineStart(loop, new Machine());
        standby = new Standby(loop, this::standbySession);
        if (server.isPresent()) {
            soundDevices = server.get().devices().subscribe(now -> loop.execute(() -> devices.set(now)));
        } else {
            soundDevices = () -> {};
            loop.execute(() -> nativeDevices.startAfter(running()));
        }
    }

    /** What the sound server knows; where there is none, the module is simply tried. */
    private final class Machine implements EngineStart.Machine {
        @Override
        public CompletionStage<?> ready() {
            return server.<CompletionStage<?>>map(there -> there.ready().thenCompose(ok -> selected))
                    .orElse(selected);
        }

        @Override
        public boolean available() {
            return server.map(SoundServer::available).orElse(true);
        }

        @Override
        public Bridge.Microphone microphone() {
            return samples -> server.map(there -> there.capture(microphoneId, samples))
                    .or(() -> nativeDevices.microphone().map(device -> LibraryMicrophone.open(device, samples)))
                    .orElse(() -> {});
        }
    }

    @Override
    public MediaSession open(MediaOptions options, Consumer<MediaEvent> listener) {
        loop.assertOnLoop();
        var session = new WebRtcMediaSession(
                loop,
                startFor(options),
                options,
                listener,
                this::sessionClosed,
                PeerLink.Role.CALL,
                this::outgoingAudio);
        if (closed) {
            session.close();
            return session;
        }
        sessions.add(session);
        if (options.play().isPresent()) {
            playingFiles.add(session);
        }
        standby.inUse(true);
        loop.schedule(AFTER_THE_OFFER, this::keepWarm);
        return session;
    }

    @Override
    public Optional<MediaException> unacceptable(SessionDescription offer, MediaOptions options) {
        try {
            SdpTranslator.workable(Negotiator.readable(offer.sdp()), CodecChoice.of(options.codecs()));
            return Optional.empty();
        } catch (MediaException e) {
            return Optional.of(e);
        }
    }

    private CompletableFuture<WebRtcMediaSession.Started> startFor(MediaOptions options) {
        if (options.play().isEmpty()) {
            return prepared().thenApply(engine -> new WebRtcMediaSession.Started(engine, Optional.empty()));
        }
        return fileMicrophone()
                .thenCompose(microphone -> prepared()
                        .thenApply(engine -> new WebRtcMediaSession.Started(engine, Optional.of(microphone))));
    }

    /** Running, and knowing the hold music: an engine that was started anew does not. */
    private CompletableFuture<NativeEngine> prepared() {
        return running().thenApply(engine -> {
            var music = holdMusic;
            engine.thread().run(() -> engine.bridge().setHoldMusic(music));
            return engine;
        });
    }

    /** The microphone that plays files, in the place of the chosen one. Made once; the engine may start only then. */
    private CompletableFuture<VirtualMicrophone> fileMicrophone() {
        if (server.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new MediaException(Kind.NO_SOUND_SERVER, "a file can be said on Linux only"));
        }
        var present = fileMicrophone
                .filter(made -> !made.isCompletedExceptionally())
                .orElseGet(() -> server.get().openVirtualMicrophone().toCompletableFuture());
        fileMicrophone = Optional.of(present);
        return present.thenCompose(microphone -> {
            var selection = new AudioSelection(Optional.of(microphone.deviceId()), chosen.speaker(), chosen.ringer());
            return apply(selection).thenApply(ok -> microphone);
        });
    }

    private CompletableFuture<?> apply(AudioSelection selection) {
        microphoneId = selection.microphone();
        engineStart.ifRunning(engine -> engine.bridge().microphoneChanged());
        selected = server.orElseThrow().select(selection).toCompletableFuture();
        return selected;
    }

    private CompletableFuture<NativeEngine> running() {
        return closed
                ? CompletableFuture.failedFuture(new MediaException(Kind.CLOSED, "the engine is closed"))
                : engineStart.get(sessions.stream().noneMatch(WebRtcMediaSession::usesEngine), standby::release);
    }

    private WebRtcMediaSession standbySession(Consumer<MediaEvent> listener) {
        return loopbackSession(MediaOptions.PLAIN, listener, PeerLink.Role.LOOPBACK);
    }

    private WebRtcMediaSession loopbackSession(
            MediaOptions options, Consumer<MediaEvent> listener, PeerLink.Role role) {
        var started = running().thenApply(engine -> new WebRtcMediaSession.Started(engine, Optional.empty()));
        return new WebRtcMediaSession(loop, started, options, listener, session -> {}, role, this::outgoingAudio);
    }

    /** A silent call inside the program, whose sending end is given the very sound that every call is given. */
    private Playing outgoingAudio(MediaOptions of, FarSide.Listener samples, Runnable failed) {
        var options = new MediaOptions(List.of(), false, List.of("opus"), of.play(), Optional.empty());
        var sender = loopbackSession(options, event -> {}, PeerLink.Role.LOOPBACK);
        var receiver = loopbackSession(options, event -> {}, PeerLink.Role.SILENT_LOOPBACK);
        receiver.link().thenAccept(link -> link.farSide().add(samples));
        sender.createOffer(OfferOptions.INITIAL)
                .thenCompose(offer -> receiver.createAnswer(offer, MediaDirection.RECVONLY))
                .thenCompose(sender::applyAnswer)
                .whenComplete((ok, failure) -> {
                    if (failure != null) {
                        LOG.warn("what is sent cannot be recorded", failure);
                        failed.run();
                    }
                });
        return () -> {
            sender.close();
            receiver.close();
        };
    }

    @Override
    public Playing join(List<MediaSession> together) {
        loop.assertOnLoop();
        var conference = new Object();
        var own = together.stream()
                .filter(WebRtcMediaSession.class::isInstance)
                .map(WebRtcMediaSession.class::cast)
                .toList();
        var links = new HashSet<PeerLink>();
        CompletableFuture<?> all = CompletableFuture.completedFuture(true);
        for (var session : own) {
            all = all.thenCombine(session.link(), (ok, link) -> links.add(link));
        }
        var joined = all.thenCombine(running(), (ok, engine) -> engine);
        joined.thenAccept(engine -> engine.thread().run(() -> engine.bridge().join(conference, links)));
        return () -> joined.thenAccept(
                engine -> engine.thread().run(() -> engine.bridge().leave(conference)));
    }

    @Override
    public void whileHeld(HeldSound chosen, Consumer<MediaException> failed) {
        loop.assertOnLoop();
        holdMusic = switch (chosen) {
            case HeldSound.Silence _ -> Optional.empty();
            case HeldSound.Tune _, HeldSound.File _ ->
                Optional.of(() -> new HoldMusic(
                        chosen, why -> loop.execute(() -> failed.accept(why)), Threads.single("hold-music")));
        };
        var now = holdMusic;
        engineStart.ifRunning(engine -> engine.bridge().setHoldMusic(now));
    }

    private void sessionClosed(WebRtcMediaSession session) {
        sessions.remove(session);
        if (playingFiles.remove(session) && playingFiles.isEmpty()) {
            apply(chosen);
        }
        standby.inUse(!sessions.isEmpty());
    }

    private void keepWarm() {
        if (!sessions.isEmpty()) {
            warmUp();
        }
    }

    @Override
    public void warmUp() {
        loop.assertOnLoop();
        running()
                .thenAccept(engine -> loop.execute(() -> {
                    if (!closed && engine.sound() == NativeEngine.Sound.DEVICES) {
                        standby.wake();
                    }
                }));
    }

    @Override
    public Observable<AudioDevices> devices() {
        return devices;
    }

    @Override
    public void select(AudioSelection selection) {
        loop.assertOnLoop();
        chosen = selection;
        if (server.isPresent()) {
            if (playingFiles.isEmpty()) {
                apply(selection);
            } else {
                fileMicrophone();
            }
            return;
        }
        nativeDevices.select(selection);
        engineStart.ifRunning(engine -> engine.bridge().microphoneChanged());
        var choice = nativeDevices.choice(!sessions.isEmpty());
        running()
                .thenAccept(engine ->
                        engine.thread().run(() -> engine.bridge().suspendDuring(() -> choice.accept(engine.module()))));
    }

    @Override
    public Playing play(Tone tone, AudioDevice.Role where) {
        return sound.play(tone, device(chosen(where)));
    }

    @Override
    public Playing tryOut(Tone tone, Optional<String> device) {
        return sound.play(tone, device(device));
    }

    private Optional<String> chosen(AudioDevice.Role role) {
        return switch (role) {
            case MICROPHONE -> chosen.microphone();
            case SPEAKER -> chosen.speaker();
            case RINGER -> chosen.ringer();
        };
    }

    /** The device as the sound system calls it. */
    private Optional<String> device(Optional<String> id) {
        return server.isPresent() ? id : id.flatMap(this::name);
    }

    private Optional<String> name(String id) {
        var known = devices.get();
        return Stream.concat(known.microphones().stream(), known.speakers().stream())
                .filter(device -> device.id().equals(id))
                .map(AudioDevice::name)
                .findFirst();
    }

    @Override
    public Playing tryOut(Optional<String> microphone, Consumer<Double> level) {
        return sound.listen(device(microphone), level);
    }

    @Override
    public void close() {
        soundDevices.close();
        loop.execute(() -> {
            closed = true;
            nativeDevices.close();
            standby.release();
            Set.copyOf(sessions).forEach(WebRtcMediaSession::close);
        });
        engineStart.close(CLOSE_TIMEOUT);
    }
}
