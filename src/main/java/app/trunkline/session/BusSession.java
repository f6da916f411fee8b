package app.trunkline.session;

import app.trunkline.loop.Observable;
import app.trunkline.loop.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Linux desktop, over its session bus. */
final class BusSession implements DesktopSession {
    private static final Logger LOG = LoggerFactory.getLogger(BusSession.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Optional<String> address;
    private final ScheduledExecutorService thread = Threads.clock("session");
    private final Observable<Abilities> abilities = new Observable<>(Abilities.NONE);
    private final AtomicReference<SessionView> wanted = new AtomicReference<>(SessionView.NOTHING);
    private final AtomicBoolean pending = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    /** On the thread. */
    private Optional<Services> services = Optional.empty();

    private Consumer<Press> presses = press -> {};
    private Duration wait = FIRST_WAIT;

    /** What is used of one connection. */
    private record Services(
            Bus bus,
            StatusNotifier tray,
            Notifications notifications,
            Players players,
            Wakefulness wakefulness,
            LauncherCount count) {}

    /** @param environment of this process, which says where the bus is */
    BusSession(Map<String, String> environment) {
        address = address(environment);
    }

    /** Where the bus listens, if it does so on a socket in the file system; nothing else is tried, nor started. */
    static Optional<String> address(Map<String, String> environment) {
        var told = environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
        if (!told.isBlank()) {
            return Arrays.stream(told.split(";"))
                    .map(String::strip)
                    .filter(each -> each.startsWith("unix:path="))
                    .findFirst();
        }
        return Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .map(folder -> Path.of(folder, "bus"))
                .filter(Files::exists)
                .map(socket -> "unix:path=" + socket);
    }

    @Override
    public void open(Consumer<Press> told) {
        later(Duration.ZERO, () -> {
            presses = told;
            connect();
        });
    }

    private void later(Duration when, Runnable task) {
        try {
            thread.schedule(() -> guarded(task), when.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("the session is closed", closed);
        }
    }

    /** Nothing that a library throws may end the thread's work. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a task of the desktop's session failed", e);
        }
    }

    private void connect() {
        if (address.isEmpty()) {
            LOG.info("no session bus: the window does without a tray and notifications");
            return;
        }
        if (services.isPresent() || closing.get()) {
            return;
        }
        try {
            var bus = Bus.connect(address.get(), task -> later(Duration.ZERO, task), this::lost);
            var tray = new StatusNotifier(bus, presses, now -> able(all -> all.withTray(now)));
            var notifications =
                    new Notifications(bus, presses, (now, buttons) -> able(all -> all.withNotifications(now, buttons)));
            bus.onOwner(this::ownerChanged);
            services = Optional.of(new Services(
                    bus, tray, notifications, new Players(bus), new Wakefulness(bus), new LauncherCount(bus)));
            wait = FIRST_WAIT;
            apply();
        } catch (BusException e) {
            LOG.info("{}, tried again in {} s: {}", e.getMessage(), wait.toSeconds(), String.valueOf(e.getCause()));
            later(wait, this::connect);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    private void ownerChanged(String name) {
        services.ifPresent(all -> {
            if (name.equals(StatusNotifier.WATCHER)) {
                all.tray().register();
            } else if (name.equals(Notifications.SERVICE)) {
                all.notifications().ownerChanged();
            }
        });
    }

    private void lost() {
        if (services.isPresent()) {
            LOG.info("the session bus is gone");
            services = Optional.empty();
            abilities.set(Abilities.NONE);
            later(wait, this::connect);
        }
    }

    private void able(UnaryOperator<Abilities> change) {
        abilities.set(change.apply(abilities.get()));
    }

    @Override
    public void show(SessionView view) {
        wanted.set(view);
        if (pending.compareAndSet(false, true)) {
            later(Duration.ZERO, () -> {
                pending.set(false);
                apply();
            });
        }
    }

    private void apply() {
        services.ifPresent(all -> use(all, Objects.requireNonNull(wanted.get())));
    }

    /** The call first: whoever is slow behind it keeps nobody from answering. */
    private static void use(Services all, SessionView view) {
        all.notifications().show(view.notices());
        try {
            all.tray().show(view.tray());
        } catch (BusException e) {
            LOG.info("the tray shows nothing: {}", e.getMessage());
        }
        all.players().hush(view.hush());
        all.wakefulness().keep(view.awake());
        all.count().show(view.unseen());
    }

    @Override
    public Observable<Abilities> abilities() {
        return abilities;
    }

    @Override
    public void close() {
        closing.set(true);
        var said = new CountDownLatch(1);
        later(Duration.ZERO, () -> {
            services.ifPresent(all -> use(all, SessionView.NOTHING));
            said.countDown();
            services.ifPresent(all -> all.bus().close());
        });
        thread.shutdown();
        try {
            if (!said.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("the desktop was slow to take leave of");
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
