package app.trunkline.media.pulse;

import app.trunkline.loop.EventLoop;
import app.trunkline.media.AudioDevices;
import app.trunkline.media.AudioSelection;
import app.trunkline.media.MediaException;
import app.trunkline.media.MediaException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to the sound server, retries, and starts a private one when a virtual microphone is asked for and no other
 * server answers. Sound thread, apart from {@link #endDaemon}.
 */
final class ServerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);
    /** A private daemon needs some 50 to 500 ms until it answers. */
    private static final Duration DAEMON_RETRY_DELAY = Duration.ofMillis(50);

    private static final int MAX_DAEMON_TRIES = 100;

    interface Listener {
        /**
         * @param available whether a server answers, be it a private one
         */
        void found(AudioDevices devices, boolean available);
    }

    private final EventLoop loop;
    private final Mainloop mainloop;
    private final Optional<Mainloop.Tools> tools;
    private final Listener listener;
    private final Environment environment = new Environment();
    private final Routing routing = new Routing(environment);
    private final Microphones microphones = new Microphones(this::refresh);
    private final List<Microphones.Answer> requests = new ArrayList<>();
    private final AtomicReference<@Nullable PrivateDaemon> daemon = new AtomicReference<>();

    private @Nullable Server server;
    private Topology topology = Topology.EMPTY;
    private boolean known;
    private boolean refreshing;
    private boolean refreshAgain;
    private boolean connecting;
    private int attempt;
    private int daemonTries;

    ServerConnection(EventLoop loop, Mainloop mainloop, Optional<Mainloop.Tools> tools, Listener listener) {
        this.loop = loop;
        this.mainloop = mainloop;
        this.tools = tools;
        this.listener = listener;
    }

    void start() {
        connect();
    }

    private void after(Duration delay, Runnable task) {
        loop.schedule(delay, () -> mainloop.post(task));
    }

    private void connect() {
        int number = ++attempt;
        connecting = true;
        known = false;
        if (tools.isEmpty()) {
            lost(number, "there is no libpulse");
            return;
        }
        var own = daemon.get();
        server = new Server(tools.get(), Optional.ofNullable(own).map(PrivateDaemon::address), new Server.Listener() {
            @Override
            public void onReady() {
                refresh();
            }

            @Override
            public void onLost(String why) {
                // Not within the callback: it may come before the constructor is done.
                mainloop.post(() -> lost(number, why));
            }

            @Override
            public void onDevicesChanged() {
                refresh();
            }

            @Override
            public void onNewStream(boolean playback, int index) {
                server().ifPresent(there -> routing.onNewStream(there, playback, index));
            }
        });
        after(CONNECT_TIMEOUT, () -> {
            if (!known) {
                lost(number, "no answer in " + CONNECT_TIMEOUT.toSeconds() + " s");
            }
        });
    }

    private void lost(int number, String why) {
        if (number != attempt) {
            return;
        }
        attempt++;
        connecting = false;
        refreshing = false;
        known = false;
        LOG.info("no sound server: {}", why);
        if (server != null) {
            server.close();
            server = null;
        }
        topology = Topology.EMPTY;
        microphones.lost();
        routing.apply(Optional.empty(), topology);
        if (daemonStarting()) {
            int next = attempt;
            after(DAEMON_RETRY_DELAY, () -> reconnect(next));
            return;
        }
        endDaemon();
        environment.set("PULSE_SERVER", Optional.empty());
        listener.found(AudioDevices.NONE, false);
        if (!requests.isEmpty()) {
            startDaemon();
        }
        if (tools.isPresent() && !connecting) {
            int next = attempt;
            after(RETRY_DELAY, () -> reconnect(next));
        }
    }

    private void reconnect(int number) {
        if (number == attempt) {
            connect();
        }
    }

    private boolean daemonStarting() {
        var own = daemon.get();
        return own != null && own.alive() && !requests.isEmpty() && daemonTries++ < MAX_DAEMON_TRIES;
    }

    /** One query at a time. */
    private void refresh() {
        var there = server;
        if (there == null || !there.ready()) {
            return;
        }
        if (refreshing) {
            refreshAgain = true;
            return;
        }
        refreshing = true;
        int number = attempt;
        there.devices(found -> {
            if (number == attempt) {
                refreshing = false;
                found(there, found);
                if (refreshAgain) {
                    refreshAgain = false;
                    refresh();
                }
            }
        });
    }

    private void found(Server there, Topology now) {
        boolean first = !known;
        known = true;
        connecting = false;
        topology = now;
        if (first) {
            Microphones.removeStale(there, now);
        }
        routing.apply(Optional.of(there), now);
        microphones.onTopology(there, now);
        listener.found(daemon.get() == null ? now.selectable() : AudioDevices.NONE, true);
        var open = List.copyOf(requests);
        requests.clear();
        open.forEach(answer -> microphones.open(there, answer));
    }

    /** The server, when it answers. */
    Optional<Server> server() {
        return known ? Optional.ofNullable(server) : Optional.empty();
    }

    Topology topology() {
        return topology;
    }

    void choose(AudioSelection selection) {
        routing.choose(selection, server(), topology);
    }

    void openMicrophone(Microphones.Answer answer) {
        var there = server();
        if (there.isPresent()) {
            microphones.open(there.get(), answer);
            return;
        }
        requests.add(answer);
        if (!connecting) {
            startDaemon();
        }
    }

    void closeMicrophone(Microphones.NullSink sink) {
        microphones.close(sink);
    }

    private void startDaemon() {
        if (tools.isEmpty()) {
            refuse(
                    "There is no sound server, and no libpulse to start one with. Install PulseAudio or PipeWire.",
                    null);
            return;
        }
        if (daemonTries > 0) {
            daemonTries = 0;
            refuse("A private sound server was started and did not answer.", null);
            return;
        }
        try {
            var own = PrivateDaemon.start();
            daemon.set(own);
            daemonTries = 1;
            environment.set("PULSE_SERVER", Optional.of(own.address()));
            connect();
        } catch (IOException e) {
            refuse("There is no sound server, and none can be started. Install PulseAudio or PipeWire.", e);
        }
    }

    private void refuse(String why, @Nullable Exception cause) {
        var failed = List.copyOf(requests);
        requests.clear();
        for (var answer : failed) {
            answer.failed(
                    cause == null
                            ? new MediaException(Kind.NO_SOUND_SERVER, why)
                            : new MediaException(Kind.NO_SOUND_SERVER, why, cause));
        }
    }

    /** Takes back what was made in the server, and ends the thread. */
    void shutdown() {
        var there = server();
        if (there.isPresent()) {
            microphones.removeAll(there.get(), this::finish);
        } else {
            finish();
        }
    }

    private void finish() {
        // Not within a callback of what is closed here.
        mainloop.post(() -> {
            attempt++;
            if (server != null) {
                server.close();
                server = null;
            }
            mainloop.quit();
        });
    }

    /** Ends the private daemon, if there is one. Any thread. */
    void endDaemon() {
        var own = daemon.getAndSet(null);
        if (own != null) {
            own.close();
        }
    }
}
