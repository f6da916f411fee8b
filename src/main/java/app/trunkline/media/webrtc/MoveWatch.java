package app.trunkline.media.webrtc;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Whether a connection comes about with another end that the call was moved to. Nothing else would tell: the path to the
 * end before it stays up, and ICE with it. On the event loop.
 */
final class MoveWatch {
    /** ICE and DTLS take a moment, and three tries of a packet that is lost, 50 ms to 1 s apart. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private final EventLoop loop;
    private final Supplier<CompletableFuture<Boolean>> connected;
    private final Runnable inVain;
    private Cancellable next = Cancellable.NONE;

    /**
     * @param connected whether it is, asked once
     * @param inVain told on the loop when it is not
     */
    MoveWatch(EventLoop loop, Supplier<CompletableFuture<Boolean>> connected, Runnable inVain) {
        this.loop = loop;
        this.connected = connected;
        this.inVain = inVain;
    }

    /** The call was moved. */
    void begin() {
        stop();
        next = loop.schedule(PATIENCE, this::look);
    }

    private void look() {
        var asked = next;
        connected
                .get()
                .thenAccept(there -> loop.execute(() -> {
                    if (!there && asked.equals(next)) {
                        inVain.run();
                    }
                }));
    }

    /** It is over, or the connection is another. */
    void stop() {
        next.cancel();
        next = Cancellable.NONE;
    }
}
