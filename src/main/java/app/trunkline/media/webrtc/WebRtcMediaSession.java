package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.CallQuality;
import app.trunkline.media.IceServer;
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
    /** A connection that is up begins to send a moment later, which starts the audio module's recording. */
    private static final Duration UNTIL_SENDING = Duration.ofMillis(300);

    /** A running engine, and the microphone that plays a file in the place of the real one. */
    record Started(NativeEngine engine, Optional<VirtualMicrophone> fileMicrophone) {}

    /** The native side of this session, once it is there. */
    private record NativeSide(PeerLink link, Negotiator negotiator, FarSide farSide, Meters meters) {}

    private final EventLoop loop;
    private final MediaOptions options;
    private final Consumer<MediaEvent> listener;
    private final Consumer<WebRtcMediaSession> onClosed;
    private final PeerLink.Role role;
    private final Recordings recordings;
    private final CompletableFuture<Started> started;
    private final CompletableFuture<NativeSide> nativeSide;
    private final Set<CompletableFuture<?>> pending = new HashSet<>();
    private CompletableFuture<?> last;
    private final Digits digits;
    private final MoveWatch moveWatch;
    private final RelayWatch relayWatch;
    private Negotiator.Agreed agreed = Negotiator.Agreed.NOTHING;
    private boolean muted;
    private boolean filePlayed;
    private boolean closed;

    /**
     * @param onClosed told once, on the loop
     * @param role whether it is a call, of which levels and quality are told
     * @param outgoingAudio gives what is sent, for recordings
     */
    WebRtcMediaSession(
            EventLoop loop,
            CompletableFuture<Started> started,
            MediaOptions options,
            Consumer<MediaEvent> listener,
            Consumer<WebRtcMediaSession> onClosed,
            PeerLink.Role role,
            Recordings.OutgoingAudio outgoingAudio) {
        this.loop = loop;
        this.options = options;
        this.listener = listener;
        this.onClosed = onClosed;
        this.role = role;
        this.started = started;
        nativeSide = started.thenCompose(found -> found.engine().thread().call(() -> connect(found.engine())));
        last = nativeSide;
        recordings = new Recordings(loop, outgoingAudio, options, nativeSide.thenApply(NativeSide::link));
        digits = new Digits(
                loop,
                (digit, tone) -> onNativeSide(side -> {
                    var asked = Digits.asked(tone, agreed.eventsBehind());
                    onMedia(side, () -> side.link().audio().insertDtmf(digit, asked));
                }));
        moveWatch = new MoveWatch(
                loop,
                () -> nativeSide.thenCompose(
                        side -> side.link().engine().thread().call(side.link()::up)),
                this::movedInVain);
        relayWatch = new RelayWatch(
                loop,
                () -> nativeSide
                        .thenCompose(side -> side.link().engine().thread().call(side.link()::traffic))
                        .thenCompose(Function.identity()),
                there -> tell(there ? new MediaEvent.Connected() : new MediaEvent.Disconnected(true)));
        nativeSide.exceptionally(failure -> {
            LOG.error("a call has no sound: its peer connection could not be made", Negotiator.unwrapped(failure));
            return null;
        });
    }

    /** Whether it uses a running engine, which then must not be replaced. */
    boolean usesEngine() {
        return !closed && started.isDone() && !started.isCompletedExceptionally();
    }

    /** On the media thread. */
    private NativeSide connect(NativeEngine engine) throws Exception {
        if (options.play().isPresent()) {
            WavFile.open(options.play().get()).close();
        }
        var callbacks = new NativeCallbacks(loop);
        Optional<WavRecorder> recorder = options.record().isPresent()
                ? Optional.of(new WavRecorder(
                        options.record().get(), why -> callbacks.post(() -> tell(new MediaEvent.NotRecorded(why)))))
                : Optional.empty();
        var farSide = new FarSide(recorder, () -> callbacks.post(() -> tell(new MediaEvent.FirstAudio())));
        if (role == PeerLink.Role.CALL) {
            farSide.add(new HeardDigits(digit -> callbacks.post(() -> tell(new MediaEvent.Digit(digit)))));
        }
        var events = new PeerEvents(callbacks, this::connectionChanged, this::gatheringChanged);
        var link = new PeerLink(engine, options, events, farSide, role);
        return new NativeSide(
                link, new Negotiator(loop, link, options), farSide, new Meters(loop, link, farSide, this::tell));
    }

    private void connectionChanged(RTCPeerConnectionState state) {
        onNativeSide(side -> {
            if (closed) {
                return;
            }
            switch (state) {
                case CONNECTED -> {
                    onMedia(side, side.link()::setConnected);
                    loop.schedule(UNTIL_SENDING, () -> onMedia(side, side.link()::setupDone));
                    side.farSide().record();
                    if (options.iceServers().stream().anyMatch(IceServer::relays)) {
                        relayWatch.begin();
                    }
                    playFile();
                    if (role == PeerLink.Role.CALL) {
                        side.meters().start();
                    }
                    tell(new MediaEvent.Connected());
                }
                case DISCONNECTED -> tell(new MediaEvent.Disconnected(false));
                case FAILED -> {
                    side.meters().pause();
                    relayWatch.stop();
                    onMedia(side, side.link()::setupDone);
                    tell(new MediaEvent.Failed("ICE or DTLS failed"));
                }
                case NEW, CONNECTING, CLOSED -> {}
            }
        });
    }

    /** Once, when it can be heard. */
    private void playFile() {
        if (filePlayed) {
            return;
        }
        filePlayed = true;
        options.play()
                .ifPresent(wav -> started.thenAccept(found -> found.fileMicrophone()
                        .ifPresent(microphone -> microphone.play(wav).exceptionally(failure -> {
                            LOG.debug("the file was not played to its end", failure);
                            return null;
                        }))));
    }

    private void gatheringChanged() {
        onNativeSide(side -> side.negotiator().gatheringChanged());
    }

    private void tell(MediaEvent event) {
        if (!closed) {
            listener.accept(event);
        }
    }

    @Override
    public CompletionStage<SessionDescription> createOffer(OfferOptions wanted) {
        return enqueue(Kind.ENGINE, side -> side.negotiator().offer(wanted));
    }

    @Override
    public CompletionStage<SessionDescription> createAnswer(SessionDescription remoteOffer, MediaDirection direction) {
        return enqueue(
                Kind.NOT_ACCEPTABLE,
                side -> side.negotiator().answer(remoteOffer, direction).thenApply(made -> {
                    agree(made.agreed());
                    return made.description();
                }));
    }

    @Override
    public CompletionStage<Void> applyAnswer(SessionDescription remoteAnswer) {
        return enqueue(
                Kind.NOT_ACCEPTABLE,
                side -> side.negotiator().applyAnswer(remoteAnswer).thenAccept(this::agree));
    }

    private void agree(Negotiator.Agreed now) {
        loop.execute(() -> {
            agreed = now;
            if (now.restarted()) {
                digits.pathChanges();
            }
            if (now.moved() && !closed) {
                moveWatch.begin();
            }
        });
    }

    private void movedInVain() {
        LOG.warn(
                "nothing comes of the connection with the end that the call was moved to; the next offer begins another");
        onNativeSide(side -> onMedia(side, side.negotiator()::begunInVain));
        tell(new MediaEvent.Disconnected(false));
    }

    @Override
    public CompletionStage<Void> rollback() {
        return enqueue(Kind.ENGINE, side -> side.negotiator().rollback());
    }

    @Override
    public void setMuted(boolean muted) {
        loop.assertOnLoop();
        this.muted = muted;
        onNativeSide(side -> {
            boolean now = this.muted;
            side.meters().mute(now);
            onMedia(side, () -> side.link().audio().mute(now));
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
        return nativeSide.thenApply(NativeSide::link);
    }

    @Override
    public CompletionStage<CallQuality> quality() {
        return stage(Kind.ENGINE, nativeSide.thenCompose(side -> side.meters().quality()));
    }

    private <T> CompletionStage<T> enqueue(Kind failure, Function<NativeSide, CompletableFuture<T>> steps) {
        CompletableFuture<T> run = last.handle((ok, ignored) -> ok).thenCompose(ok -> nativeSide.thenCompose(steps));
        last = run;
        return stage(failure, run);
    }

    /** The steps' outcome, on the loop; a failure as soon as the session is closed. */
    private <T> CompletionStage<T> stage(Kind kind, CompletableFuture<T> steps) {
        loop.assertOnLoop();
        var result = new CompletableFuture<T>();
        if (closed) {
            result.completeExceptionally(new MediaException(Kind.CLOSED, "the session is closed"));
            return result;
        }
        pending.add(result);
        steps.whenComplete((value, failure) -> loop.execute(() -> {
            if (!pending.remove(result)) {
                return;
            }
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(named(kind, Negotiator.unwrapped(failure)));
            }
        }));
        return result;
    }

    private static MediaException named(Kind kind, Throwable failure) {
        return switch (failure) {
            case MediaException already -> already;
            case CancellationException gone -> new MediaException(Kind.CLOSED, "the session is closed", gone);
            default -> new MediaException(kind, String.valueOf(failure.getMessage()), failure);
        };
    }

    /** Runs the task on the loop once the native side is there; never when it could not be made. */
    private void onNativeSide(Consumer<NativeSide> task) {
        nativeSide.thenAccept(side -> {
            if (loop.onLoop()) {
                task.accept(side);
            } else {
                loop.execute(() -> task.accept(side));
            }
        });
    }

    private static void onMedia(NativeSide side, Runnable task) {
        side.link().engine().thread().run(task);
    }

    @Override
    public void close() {
        loop.assertOnLoop();
        if (closed) {
            return;
        }
        closed = true;
        digits.stop();
        moveWatch.stop();
        relayWatch.stop();
        recordings.close();
        onNativeSide(side -> {
            side.meters().stop();
            onMedia(side, () -> {
                side.link().close();
                side.farSide().close();
            });
        });
        var failed = Set.copyOf(pending);
        pending.clear();
        loop.execute(() -> failed.forEach(
                stage -> stage.completeExceptionally(new MediaException(Kind.CLOSED, "the session was closed"))));
        onClosed.accept(this);
    }
}
