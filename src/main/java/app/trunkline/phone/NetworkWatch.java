package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the machine has other addresses than before, or that it slept: the moment to try connections at once.
 * Looks every three seconds; the look runs on the executor, the rest on the loop.
 */
final class NetworkWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(3);
    /** A timer as late as this means that the machine slept, not that it was busy. */
    private static final Duration ASLEEP = Duration.ofSeconds(20);

    private final EventLoop loop;
    private final Executor io;
    private final Runnable changed;
    private Cancellable timer = Cancellable.NONE;
    private Set<String> known = Set.of();
    private Instant lastLook;
    private boolean first = true;
    private boolean closed;

    NetworkWatch(EventLoop loop, Executor io, Runnable changed) {
        this.loop = loop;
        this.io = io;
        this.changed = changed;
        this.lastLook = loop.now();
    }

    void start() {
        io.execute(() -> {
            var addresses = addresses();
            loop.execute(() -> seen(addresses));
        });
    }

    private void seen(Set<String> addresses) {
        if (closed) {
            return;
        }
        var slept = Duration.between(lastLook, loop.now()).compareTo(ASLEEP) > 0;
        var moved = !addresses.equals(known) && !addresses.isEmpty();
        if (!first && (moved || slept)) {
            LOG.info("the network changed (addresses: {}, slept: {})", moved, slept);
            changed.run();
        }
        first = false;
        known = addresses;
        lastLook = loop.now();
        timer = loop.schedule(EVERY, this::start);
    }

    private static Set<String> addresses() {
        Set<String> found = new HashSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .forEach(address -> found.add(address.getHostAddress()));
        } catch (SocketException e) {
            LOG.debug("the addresses of this machine cannot be read", e);
        }
        return found;
    }

    @Override
    public void close() {
        closed = true;
        timer.cancel();
    }
}
