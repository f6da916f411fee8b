package app.trunkline.media.webrtc;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Waits until a local description has its ICE candidates: gathered, or cut off. On the event loop.
 *
 * <p>Native gathering goes in steps 50 ms apart (host, relay, TCP). Without servers to ask, all there is comes in the
 * first, so a short silence after the first candidate ends the wait there.
 */
final class Gathering {
    private static final Duration CUT_OFF = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofMillis(20);

    private final EventLoop loop;
    private final PeerLink link;
    private final boolean servers;
    private final CompletableFuture<PeerLink.Local> done = new CompletableFuture<>();
    private Cancellable deadline = Cancellable.NONE;
    private Cancellable silence = Cancellable.NONE;

    /** @param servers whether STUN or TURN servers are asked */
    Gathering(EventLoop loop, PeerLink link, boolean servers) {
        this.loop = loop;
        this.link = link;
        this.servers = servers;
    }

    CompletableFuture<PeerLink.Local> begin() {
        deadline = loop.schedule(CUT_OFF, this::finish);
        check();
        return done;
    }

    /** To be told when the gathering state changes or a candidate comes. */
    void check() {
        loop.assertOnLoop();
        if (done.isDone()) {
            return;
        }
        read().whenComplete((local, failure) -> loop.execute(() -> {
            if (failure != null) {
                end(() -> done.completeExceptionally(failure));
            } else if (gathered(local) && local.complete()) {
                end(() -> done.complete(local));
            } else if (gathered(local) && !servers) {
                silence.cancel();
                silence = loop.schedule(SILENCE, this::finish);
            }
        }));
    }

    /** Complete without candidates is what was before an ICE restart. */
    static boolean gathered(PeerLink.Local local) {
        return Sdp.parse(local.sdp())
                .flatMap(sdp -> sdp.media().stream().findFirst())
                .map(Sdp.Section::hasCandidates)
                .orElse(false);
    }

    private void finish() {
        if (!done.isDone()) {
            read().whenComplete((local, failure) -> loop.execute(() -> end(() -> {
                if (failure != null) {
                    done.completeExceptionally(failure);
                } else {
                    done.complete(local);
                }
            })));
        }
    }

    private CompletableFuture<PeerLink.Local> read() {
        return link.engine().thread().call(link::localDescription);
    }

    private void end(Runnable completion) {
        deadline.cancel();
        silence.cancel();
        completion.run();
    }
}
