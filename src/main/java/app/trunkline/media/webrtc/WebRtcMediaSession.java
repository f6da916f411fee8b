package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.CallQuality;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.MediaSession;
import app.trunkline.media.Notice;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.RecordingFailure;
import app.trunkline.media.SessionDescription;
import app.trunkline.media.VirtualMicrophone;
import app.trunkline.media.WavFile;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's media. State is the event loop's; the native side is behind {@link PeerLink}, one operation at a time in
 * the order they were asked for.
 */
final class WebRtcMediaSession implements MediaSession {
    private static final Logger LOG = LoggerFactory.getLogger(WebRtcMediaSession.class);
    /** A connection that is up begins to send a moment later, and wakes the audio module by that. */
    private static final Duration UNTIL_SENDING = Duration.ofMillis(300);

    /** What a session stands on: the engine, and a file in the place of the microphone. */
    record Ground(NativeEngine engine, Optional<VirtualMicrophone> voice) {}

    /** The native side of this session, once it is there. */
    private record Parts(PeerLink link, Negotiator negotiator, FarSide farSide, Meters meters) {}

    private final EventLoop loop;
    private final MediaOptions options;
    private final Consumer<MediaEvent> listener;
    private final Consumer<WebRtcMediaSession> onClosed;
    private final PeerLink.Part part;
    private final Recordings recordings;
    private final CompletableFuture<Ground> ground;
    private final CompletableFuture<Parts> parts;
    private final Set<CompletableFuture<?>> pending = new HashSet<>();
    private CompletableFuture<?> last;
    private final Digits digits;
    private Negotiator.Agreed agreed = Negotiator.Agreed.NOTHING;
    private boolean muted;
    private boolean spoken;
    private boolean closed;

    /**
     * @param onClosed told once, on the loop
     * @param part whether it is a call, of which levels and quality are told
     * @param ownVoice gives what is said, for recordings
     */
    WebRtcMediaSession(
            EventLoop loop,
            CompletableFuture<Ground> ground,
            MediaOptions options,
            Consumer<MediaEvent> listener,
            Consumer<WebRtcMediaSession> onClosed,
            PeerLink.Part part,
            Recordings.OwnVoice ownVoice) {
        this.loop = loop;
        this.options = options;
        this.listener = listener;
        this.onClosed = onClosed;
        this.part = part;
        this.ground = ground;
        parts = ground.thenCompose(found -> found.engine().thread().call(() -> connect(found.engine())));
        last = parts;
        recordings = new Recordings(loop, ownVoice, options, parts.thenApply(Parts::link));
        digits = new Digits(
                loop,
                (digit, tone) -> withParts(own -> onMedia(own, () -> own.link().dial(digit, tone))));
        parts.exceptionally(failure -> {
            LOG.error("a call has no sound: its peer connection could not be made", Negotiator.unwrapped(failure));
            return null;
        });
    }

    /** Whether it stands on a running engine, which then must not be replaced. */
    boolean grounded() {
        return !closed && ground.isDone() && !ground.isCompletedExceptionally();
    }

    /** On the media thread. */
    private Parts connect(NativeEngine engine) throws Exception {
        if (options.play().isPresent()) {
            WavFile.open(options.play().get()).close();
        }
        var callbacks = new NativeCallbacks(loop);
        Optional<WavRecorder> recorder = options.record().isPresent()
                ? Optional.of(new WavRecorder(
                        options.record().get(), why -> callbacks.post(() -> tell(new MediaEvent.NotRecorded(why)))))
                : Optional.empty();
        var farSide = new FarSide(recorder, () -> callbacks.post(() -> tell(new MediaEvent.FirstAudio())));
        var events = new PeerEvents(callbacks, this::connectionChanged, this::gatheringChanged);
        var link = new PeerLink(engine, options, events, farSide, part);
        return new Parts(
                link, new Negotiator(loop, link, options), farSide, new Meters(loop, link, farSide, this::tell));
    }

    private void connectionChanged(RTCPeerConnectionState state) {
        withParts(own -> {
            if (closed) {
                return;
            }
            switch (state) {
                case CONNECTED -> {
                    onMedia(own, own.link()::up);
                    loop.schedule(UNTIL_SENDING, () -> onMedia(own, own.link()::settle));
                    own.farSide().record();
                    speak();
                    if (part == PeerLink.Part.CALL) {
                        own.meters().start();
                    }
                    tell(new MediaEvent.Connected());
                }
                case DISCONNECTED -> tell(new MediaEvent.Disconnected());
                case FAILED -> {
                    own.meters().pause();
                    onMedia(own, own.link()::settle);
                    tell(new MediaEvent.Failed("ICE or DTLS failed"));
                }
                case NEW, CONNECTING, CLOSED -> {}
            }
        });
    }

    /** The file that is said begins when it can be heard, once. */
    private void speak() {
        if (spoken) {
            return;
        }
        spoken = true;
        options.play()
                .ifPresent(wav -> ground.thenAccept(found -> found.voice()
                        .ifPresent(voice -> voice.play(wav).exceptionally(failure -> {
                            LOG.debug("the file was not said to its end", failure);
                            return null;
                        }))));
    }

    private void gatheringChanged() {
        withParts(own -> own.negotiator().gatheringChanged());
    }

    private void tell(MediaEvent event) {
        if (!closed) {
            listener.accept(event);
        }
    }

    @Override
    public CompletionStage<SessionDescription> createOffer(OfferOptions wanted) {
        return operate(Kind.ENGINE, own -> own.negotiator().offer(wanted));
    }

    @Override
    public CompletionStage<SessionDescription> createAnswer(SessionDescription remoteOffer, MediaDirection direction) {
        return operate(
                Kind.NOT_ACCEPTABLE,
                own -> own.negotiator().answer(remoteOffer, direction).thenApply(made -> {
                    agree(made.agreed());
                    return made.description();
                }));
    }

    @Override
    public CompletionStage<Void> applyAnswer(SessionDescription remoteAnswer) {
        return operate(
                Kind.NOT_ACCEPTABLE,
                own -> own.negotiator().applyAnswer(remoteAnswer).thenAccept(this::agree));
    }

    private void agree(Negotiator.Agreed now) {
        loop.execute(() -> agreed = now);
    }

    @Override
    public CompletionStage<Void> rollback() {
        return operate(Kind.ENGINE, own -> own.negotiator().rollback());
    }

    @Override
    public void setMuted(boolean muted) {
        loop.assertOnLoop();
        this.muted = muted;
        withParts(own -> {
            boolean now = this.muted;
            own.meters().mute(now);
            onMedia(own, () -> own.link().mute(now));
        });
    }

    @Override
    public boolean sendDtmf(String tones) {
        loop.assertOnLoop();
        if (closed || !agreed.telephoneEvents() || !agreed.sends() || !Digits.valid(tones)) {
            return false;
        }
        digits.add(tones);
        return true;
    }

    @Override
    public MediaEngine.Playing record(Path file, Notice notice, Consumer<RecordingFailure> failed) {
        loop.assertOnLoop();
        return closed ? () -> {} : recordings.begin(file, notice, failed);
    }

    /** The native side, once it is there; on any thread. */
    CompletableFuture<PeerLink> link() {
        return parts.thenApply(Parts::link);
    }

    @Override
    public CompletionStage<CallQuality> quality() {
        return stage(Kind.ENGINE, parts.thenCompose(own -> own.meters().quality()));
    }

    /** Queues steps behind those that run. */
    private <T> CompletionStage<T> operate(Kind failure, Function<Parts, CompletableFuture<T>> steps) {
        CompletableFuture<T> run = last.handle((ok, ignored) -> ok).thenCompose(ok -> parts.thenCompose(steps));
        last = run;
        return stage(failure, run);
    }

    /** The steps' outcome, told on the loop; a failure as soon as the session is closed. */
    private <T> CompletionStage<T> stage(Kind kind, CompletableFuture<T> steps) {
        loop.assertOnLoop();
        var told = new CompletableFuture<T>();
        if (closed) {
            told.completeExceptionally(new MediaException(Kind.CLOSED, "the session is closed"));
            return told;
        }
        pending.add(told);
        steps.whenComplete((value, failure) -> loop.execute(() -> {
            if (!pending.remove(told)) {
                return;
            }
            if (failure == null) {
                told.complete(value);
            } else {
                told.completeExceptionally(named(kind, Negotiator.unwrapped(failure)));
            }
        }));
        return told;
    }

    private static MediaException named(Kind kind, Throwable failure) {
        return switch (failure) {
            case MediaException already -> already;
            case CancellationException gone -> new MediaException(Kind.CLOSED, "the session is closed", gone);
            default -> new MediaException(kind, String.valueOf(failure.getMessage()), failure);
        };
    }

    /** Runs the task on the loop once the native side is there; never when it could not be made. */
    private void withParts(Consumer<Parts> task) {
        parts.thenAccept(own -> {
            if (loop.onLoop()) {
                task.accept(own);
            } else {
                loop.execute(() -> task.accept(own));
            }
        });
    }

    private static void onMedia(Parts own, Runnable task) {
        own.link().engine().thread().run(task);
    }

    @Override
    public void close() {
        loop.assertOnLoop();
        if (closed) {
            return;
        }
        closed = true;
        digits.stop();
        recordings.close();
        withParts(own -> {
            own.meters().stop();
            onMedia(own, () -> {
                own.link().close();
                own.farSide().close();
            });
        });
        var failed = Set.copyOf(pending);
        pending.clear();
        loop.execute(() -> failed.forEach(
                stage -> stage.completeExceptionally(new MediaException(Kind.CLOSED, "the session was closed"))));
        onClosed.accept(this);
    }
}
