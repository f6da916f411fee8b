package app.trunkline.media.webrtc;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaException;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.MediaSession;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One party of a call, for a test that waits where the program never would. */
final class Side implements AutoCloseable {
    final List<MediaEvent> events = new CopyOnWriteArrayList<>();
    final List<app.trunkline.media.RecordingFailure> failures = new CopyOnWriteArrayList<>();
    private final EventLoop loop;
    private final MediaSession session;

    Side(EventLoop loop, MediaEngine engine, MediaOptions options) throws Exception {
        this.loop = loop;
        session = on(loop, () -> engine.open(options, events::add));
    }

    static <T> T on(EventLoop loop, Supplier<T> task) throws Exception {
        var result = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }

    <T> CompletableFuture<T> begin(java.util.function.Function<MediaSession, CompletionStage<T>> task)
            throws Exception {
        return on(loop, () -> task.apply(session).toCompletableFuture());
    }

    private <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    SessionDescription offer(OfferOptions options) throws Exception {
        return get(begin(s -> s.createOffer(options)));
    }

    SessionDescription answer(SessionDescription offer, MediaDirection direction) throws Exception {
        return get(begin(s -> s.createAnswer(offer, direction)));
    }

    void apply(SessionDescription answer) throws Exception {
        get(begin(s -> s.applyAnswer(answer)));
    }

    void rollback() throws Exception {
        get(begin(MediaSession::rollback));
    }

    app.trunkline.media.CallQuality quality() throws Exception {
        return get(begin(MediaSession::quality));
    }

    boolean dtmf(String tones) throws Exception {
        return on(loop, () -> session.sendDtmf(tones));
    }

    void mute(boolean muted) throws Exception {
        on(loop, () -> {
            session.setMuted(muted);
            return muted;
        });
    }

    MediaSession session() {
        return session;
    }

    MediaEngine.Playing record(java.nio.file.Path file, app.trunkline.media.Notice notice) throws Exception {
        return on(loop, () -> session.record(file, notice, failures::add));
    }

    /** Offer, answer and connection with another party. */
    void call(Side other) throws Exception {
        renegotiate(other, OfferOptions.INITIAL, MediaDirection.SENDRECV);
        await(MediaEvent.Connected.class);
        other.await(MediaEvent.Connected.class);
    }

    SessionDescription renegotiate(Side other, OfferOptions options, MediaDirection answering) throws Exception {
        var answer = other.answer(offer(options), answering);
        apply(answer);
        return answer;
    }

    void await(Class<? extends MediaEvent> event) throws Exception {
        SoundServer.await(event.getSimpleName(), () -> events.stream().anyMatch(event::isInstance));
    }

    /** The kind of failure of a stage that fails. */
    static MediaException.Kind failure(CompletableFuture<?> stage) throws Exception {
        try {
            stage.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MediaException failed) {
                return failed.kind();
            }
            throw e;
        }
        throw new AssertionError("it did not fail");
    }

    /** Does not wait: what comes later is queued behind it. */
    void end() {
        loop.execute(session::close);
    }

    @Override
    public void close() {
        end();
    }
}
