package app.trunkline.sip.call;

import app.trunkline.media.MediaDirection;
import app.trunkline.media.MediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.media.MediaException;
import app.trunkline.media.MediaOptions;
import app.trunkline.media.MediaSession;
import app.trunkline.media.OfferOptions;
import app.trunkline.media.SessionDescription;
import app.trunkline.sip.CallId;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media of one call, one operation after the other: offers and answers take time, and a second begun inside the
 * first would find the session in a state of passage. On the loop.
 *
 * <p>After {@link #rollback} or {@link #close} the results of what was asked before are nobody's any more and are not
 * told.
 */
final class CallMedia {
    private static final Logger LOG = LoggerFactory.getLogger(CallMedia.class);

    /** What is to be done with the session, and who is told. */
    private record Operation(String name, int round, Consumer<MediaSession> work) {}

    private final CallId call;
    private final MediaEngine engine;
    private final Consumer<CallEvent> tell;
    private final Queue<Operation> queue = new ArrayDeque<>();
    private Optional<Operation> running = Optional.empty();
    private Optional<MediaSession> session = Optional.empty();
    private Runnable opening = () -> {};
    private int round;
    private boolean muted;

    CallMedia(CallId call, MediaEngine engine, Consumer<CallEvent> tell) {
        this.call = call;
        this.engine = engine;
        this.tell = tell;
    }

    void open(MediaOptions options, Consumer<MediaEvent> listener) {
        var opened = engine.open(options, listener);
        opened.setMuted(muted);
        session = Optional.of(opened);
    }

    /** Opened by whatever is asked of it first. */
    void openLater(Supplier<MediaOptions> options, Consumer<MediaEvent> listener) {
        opening = () -> {
            opening = () -> {};
            open(options.get(), listener);
        };
    }

    void createOffer(OfferOptions options) {
        ask("offer", media -> media.createOffer(options), CallEvent.OfferReady::new);
    }

    void createAnswer(SessionDescription offer, MediaDirection direction) {
        ask("answer", media -> media.createAnswer(offer, direction), CallEvent.AnswerReady::new);
    }

    void applyAnswer(SessionDescription answer) {
        ask("answer's application", media -> media.applyAnswer(answer), _ -> new CallEvent.AnswerApplied());
    }

    /** Takes the open offer back, once it is made. A failure is the log's alone: there was nothing to take back then. */
    void rollback() {
        queue.clear();
        round++;
        var operation = new Operation(
                "rollback",
                round,
                media -> media.rollback().whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.debug("call {}: nothing was taken back: {}", call, failure.getMessage());
                    }
                    next();
                }));
        enqueue(operation);
    }

    private <T> void ask(String name, Function<MediaSession, CompletionStage<T>> work, Function<T, CallEvent> success) {
        var mine = round;
        enqueue(new Operation(
                name,
                mine,
                media -> work.apply(media).whenComplete((result, failure) -> {
                    if (mine != round) {
                        LOG.debug("call {}: the {} came too late", call, name);
                    } else if (failure != null) {
                        LOG.warn("call {}: the {} failed", call, name, failure);
                        tell.accept(refusal(failure));
                    } else {
                        tell.accept(success.apply(result));
                    }
                    next();
                })));
    }

    private static CallEvent refusal(Throwable failure) {
        var cause = unwrap(failure);
        var text = String.valueOf(cause.getMessage());
        return cause instanceof MediaException media
                ? new CallEvent.MediaRefused(media.kind(), text)
                : new CallEvent.MediaRefused(MediaException.Kind.ENGINE, text);
    }

    private static Throwable unwrap(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private void enqueue(Operation operation) {
        opening.run();
        queue.add(operation);
        if (running.isEmpty()) {
            next();
        }
    }

    private void next() {
        running = Optional.ofNullable(queue.poll());
        running.ifPresent(operation -> session.ifPresentOrElse(
                operation.work(), () -> LOG.debug("call {}: {} without media", call, operation.name())));
    }

    Optional<MediaSession> session() {
        return session;
    }

    boolean muted() {
        return muted;
    }

    void mute(boolean on) {
        muted = on;
        session.ifPresent(media -> media.setMuted(on));
    }

    /** False when the far side takes no telephone-events. */
    boolean sendDigits(String digits) {
        return session.map(media -> media.sendDtmf(digits)).orElse(false);
    }

    void close() {
        opening = () -> {};
        queue.clear();
        round++;
        session.ifPresent(MediaSession::close);
        session = Optional.empty();
    }
}
