package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.network.MachineNetwork;
import app.trunkline.network.NetworkNews;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the machine is connected otherwise than before, or that it slept: the moment to look after connections. The
 * system's own word makes it look at once; where there is none, it looks every three seconds. The look runs on the executor,
 * the rest on the loop.
 */
final class NetworkWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_TO_A_LOOK = 3;
    /** A timer as late as this means that the machine slept, not that it was busy. */
    private static final Duration ASLEEP = Duration.ofSeconds(20);
    /** One change comes as several messages, some of them while we look. */
    private static final Duration ONCE_MORE = Duration.ofMillis(100);

    /**
     * What happened.
     *
     * @param network as it is now
     * @param lessThanBefore an address is gone, and with it whatever went over it
     */
    record Change(MachineNetwork network, boolean lessThanBefore) {}

    /** Where the watch gets what it knows. */
    record Sources(Supplier<MachineNetwork> look, Function<Runnable, Optional<? extends AutoCloseable>> news) {
        static final Sources SYSTEM = new Sources(MachineNetwork::now, NetworkNews::open);
    }

    private final EventLoop loop;
    private final Executor io;
    private final Sources sources;
    private final Consumer<Change> changed;
    private Optional<? extends AutoCloseable> news = Optional.empty();
    private Cancellable timer = Cancellable.NONE;
    private Cancellable another = Cancellable.NONE;
    private Optional<MachineNetwork> known = Optional.empty();
    private Instant lastTick;
    private int ticks;
    private boolean slept;
    private boolean looking;
    private boolean again;
    private boolean closed;

    NetworkWatch(EventLoop loop, Executor io, Sources sources, Consumer<Change> changed) {
        this.loop = loop;
        this.io = io;
        this.sources = sources;
        this.changed = changed;
        this.lastTick = loop.now();
    }

    void start() {
        io.execute(() -> {
            var opened = sources.news().apply(() -> loop.execute(this::look));
            loop.execute(() -> listens(opened));
        });
        lastTick = loop.now();
        timer = loop.schedule(TICK, this::tick);
    }

    /** Only now is it known, so that nothing is missed between the first look and the first news. */
    private void listens(Optional<? extends AutoCloseable> opened) {
        news = opened;
        if (closed) {
            close();
        } else {
            look();
        }
    }

    private void tick() {
        var passed = Duration.between(lastTick, loop.now());
        lastTick = loop.now();
        timer = loop.schedule(TICK, this::tick);
        ticks++;
        if (passed.compareTo(ASLEEP) > 0) {
            slept = true;
            look();
        } else if (news.isEmpty() && ticks % TICKS_TO_A_LOOK == 0) {
            look();
        }
    }

    private void look() {
        if (closed) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        io.execute(() -> {
            var network = sources.look().get();
            loop.execute(() -> seen(network));
        });
    }

    private void seen(MachineNetwork network) {
        looking = false;
        if (closed) {
            return;
        }
        if (again) {
            again = false;
            another.cancel();
            another = loop.schedule(ONCE_MORE, this::look);
        }
        var before = known;
        known = Optional.of(network);
        if (before.isPresent() && (slept || !before.get().equals(network))) {
            LOG.info("the network changed to {} by {}, slept: {}", network.usable(), network.ways(), slept);
            slept = false;
            changed.accept(new Change(network, network.lacks(before.get())));
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.cancel();
        another.cancel();
        news.ifPresent(NetworkWatch::closeQuietly);
        news = Optional.empty();
    }

    private static void closeQuietly(AutoCloseable news) {
        try {
            news.close();
        } catch (Exception e) {
            LOG.warn("the news of the network could not be closed", e);
        }
    }
}
