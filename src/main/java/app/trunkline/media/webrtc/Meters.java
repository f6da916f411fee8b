package app.trunkline.media.webrtc;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.media.CallQuality;
import app.trunkline.media.MediaEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** The levels (20 a second) and the quality (every two seconds) of a connected call. On the event loop. */
final class Meters {
    private static final Duration LEVEL = Duration.ofMillis(50);
    private static final int LEVELS_PER_QUALITY = 40;

    private final EventLoop loop;
    private final PeerLink link;
    private final FarSide farSide;
    private final Consumer<MediaEvent> listener;
    private RtpCounters window = RtpCounters.NONE;
    private Cancellable next = Cancellable.NONE;
    private double microphone;
    private int ticks;
    private boolean running;
    private boolean stopped;
    private boolean muted;
    private boolean asked;

    Meters(EventLoop loop, PeerLink link, FarSide farSide, Consumer<MediaEvent> listener) {
        this.loop = loop;
        this.link = link;
        this.farSide = farSide;
        this.listener = listener;
    }

    /** Starts the measuring; does nothing while it runs. */
    void start() {
        if (!running && !stopped) {
            running = true;
            next = loop.schedule(LEVEL, this::tick);
        }
    }

    private void tick() {
        if (!running) {
            return;
        }
        next = loop.schedule(LEVEL, this::tick);
        listener.accept(new MediaEvent.Level(muted ? 0 : microphone, farSide.level()));
        askMicrophone();
        if (++ticks % LEVELS_PER_QUALITY == 0) {
            counters()
                    .thenAccept(now -> loop.execute(() -> {
                        var quality = now.since(window);
                        window = now;
                        listener.accept(new MediaEvent.Quality(quality));
                    }));
        }
    }

    private void askMicrophone() {
        if (asked) {
            return;
        }
        asked = true;
        link.engine()
                .thread()
                .call(this::microphoneLevel)
                .thenCompose(Function.identity())
                .whenComplete((level, failure) -> loop.execute(() -> {
                    asked = false;
                    microphone = failure == null ? level : 0;
                }));
    }

    /** While calls are mixed, more than the microphone is sent. */
    private CompletableFuture<Double> microphoneLevel() {
        return link.engine()
                .bridge()
                .level()
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> link.senderStats().thenApply(RtpCounters::microphone));
    }

    private CompletableFuture<RtpCounters> counters() {
        return link.engine().thread().call(() -> link.stats()).thenCompose(report -> report.thenApply(RtpCounters::of));
    }

    /** Since the last told quality. */
    CompletableFuture<CallQuality> quality() {
        return counters().thenApply(now -> now.since(window));
    }

    void mute(boolean mute) {
        muted = mute;
    }

    /** Until the next {@link #start}. */
    void pause() {
        running = false;
        next.cancel();
    }

    /** Ends the measuring for good. */
    void stop() {
        stopped = true;
        pause();
    }
}
