package app.trunkline.media.webrtc;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether anything still comes by a TURN server. One that has forgotten our allocation drops what both ends send and tells
 * nobody (RFC 8656 section 12.6), and native ICE takes 5 to 8 s to find out. A far side that is silent is not taken for it:
 * native ICE checks the path every 2.5 s, and many times a second once nothing has come for so long. On the event loop.
 */
final class RelayWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RelayWatch.class);

    static final Duration LOOK = Duration.ofMillis(250);
    /** Looks, and not time: the process itself may have stood still meanwhile. */
    static final int QUIET = 12;
    /** For whoever gives way, so that not both ends begin at the same moment. */
    static final int QUIET_YIELDING = 16;

    private final EventLoop loop;
    private final Supplier<CompletableFuture<PathTraffic>> traffic;
    private final Consumer<Boolean> there;
    private Cancellable next = Cancellable.NONE;
    private PathTraffic last = PathTraffic.NONE;
    private int quiet;
    private boolean lost;

    /**
     * @param traffic asked for while it runs
     * @param there told on the loop: false when nothing comes any more, true when something does again
     */
    RelayWatch(EventLoop loop, Supplier<CompletableFuture<PathTraffic>> traffic, Consumer<Boolean> there) {
        this.loop = loop;
        this.traffic = traffic;
        this.there = there;
    }

    /** The path is up. */
    void begin() {
        stop();
        last = PathTraffic.NONE;
        quiet = 0;
        lost = false;
        look();
    }

    private void look() {
        var asked = loop.schedule(LOOK, this::look);
        next = asked;
        traffic.get()
                .thenAccept(now -> loop.execute(() -> {
                    if (asked.equals(next)) {
                        seen(now);
                    }
                }));
    }

    private void seen(PathTraffic now) {
        var came = now.since(last);
        last = now.pair().isEmpty() ? last : now;
        quiet = came ? 0 : quiet + 1;
        if (lost && came) {
            lost = false;
            there.accept(true);
        } else if (!lost && last.relayed() && quiet >= (last.yields() ? QUIET_YIELDING : QUIET)) {
            lost = true;
            LOG.warn("nothing comes by way of the TURN server any more");
            there.accept(false);
        }
    }

    /** The path is gone, or the call is over. */
    void stop() {
        next.cancel();
        next = Cancellable.NONE;
    }
}
