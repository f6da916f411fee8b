package app.trunkline.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.ThreadEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.media.MediaEvent;
import app.trunkline.sip.AccountBuilder;
import app.trunkline.sip.CallCommand;
import app.trunkline.sip.CallId;
import app.trunkline.sip.CallOnTheWire;
import app.trunkline.sip.CallSnapshot;
import app.trunkline.sip.CallState;
import app.trunkline.sip.EndReason;
import app.trunkline.sip.Invitation;
import app.trunkline.sip.Presentation;
import app.trunkline.sip.RegistrationState;
import app.trunkline.sip.Reply;
import app.trunkline.sip.SipStatus;
import app.trunkline.sip.TestLine;
import app.trunkline.sip.TransferPolicy;
import app.trunkline.sip.UserAgent;
import app.trunkline.sip.UserAgentConfig;
import app.trunkline.sip.Verdict;
import app.trunkline.sip.identity.IdentityCheck;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 2,000 INVITEs by a real WSS connection, to a user agent on its real loop, in whose one line there is a call. Sound is not
 * part of it. Server, sender and telephone share this process.
 */
@Tag("alone")
class FloodIT {
    private static final int FLOOD = 2_000;
    /** As long as one with a caller's signature. */
    private static final String SIGNATURE =
            "Identity: " + "eyJhbGciOiJFUzI1NiJ9".repeat(60) + ";info=<https://certificates.invalid/a>";

    @TempDir
    private Path folder;

    private final ThreadEventLoop loop = new ThreadEventLoop("flooded");
    private final FakeMediaEngine media = new FakeMediaEngine(loop);
    private final Watched transport = new Watched();
    private LoopbackServer server;
    private UserAgent agent;
    private Network network;

    /** The registrar and everybody behind it, on two threads of its own. */
    private final class Network {
        private final WebSocket wire;
        private final BlockingQueue<String> todo = new LinkedBlockingQueue<>();
        /** What came of the flood and of the call, in order: 486 and BYE. */
        private final List<String> came = new ArrayList<>();

        private volatile CountDownLatch refused = new CountDownLatch(0);
        private volatile CompletableFuture<Long> bye = new CompletableFuture<>();

        Network() throws InterruptedException {
            wire = server.opened.take();
            Thread.ofPlatform().daemon().name("listens").start(this::listen);
            Thread.ofPlatform().daemon().name("answers").start(this::serve);
        }

        synchronized void begin() {
            came.clear();
            refused = new CountDownLatch(FLOOD);
            bye = new CompletableFuture<>();
        }

        synchronized List<String> came() {
            return List.copyOf(came);
        }

        /** When each comes is taken down before anything is done about it. */
        private void listen() {
            try {
                while (true) {
                    var message = server.heard.take();
                    var now = System.nanoTime();
                    synchronized (this) {
                        if (message.startsWith("BYE ")) {
                            came.add("BYE");
                            bye.complete(now);
                        } else if (message.startsWith("SIP/2.0 486")) {
                            came.add("486");
                        }
                    }
                    todo.add(message);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void serve() {
            try {
                while (true) {
                    answer(todo.take());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void answer(String message) {
            if (message.startsWith("REGISTER ")) {
                wire.send(Reply.to(message, "200 OK", "Contact: " + Reply.header(message, "Contact")));
            } else if (message.startsWith("INVITE ")) {
                wire.send(CallOnTheWire.response(message, "200 OK", "a", CallOnTheWire.SDP, CallOnTheWire.CONTACT));
            } else if (message.startsWith("BYE ")) {
                wire.send(Reply.to(message, "200 OK"));
            } else if (message.startsWith("SIP/2.0 486")) {
                wire.send(acknowledgement(message));
                refused.countDown();
            }
        }

        private static String acknowledgement(String refusal) {
            return "ACK sip:trunk_12345@y.invalid;transport=ws SIP/2.0\r\nVia: " + Reply.header(refusal, "Via")
                    + "\r\nFrom: " + Reply.header(refusal, "From") + "\r\nTo: " + Reply.header(refusal, "To")
                    + "\r\nCall-ID: " + Reply.header(refusal, "Call-ID")
                    + "\r\nCSeq: 1 ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        }
    }

    /** The real one, and somebody who sees what it is given. On the loop. */
    private final class Watched implements Transport {
        private final WssTransport real = new WssTransport(loop);
        private Consumer<String> onSending = _ -> {};

        @Override
        public void send(String message) {
            onSending.accept(message);
            real.send(message);
        }

        @Override
        public void connect(WssEndpoint endpoint, Listener listener) {
            real.connect(endpoint, listener);
        }

        @Override
        public void pingWithin(Duration longest) {
            real.pingWithin(longest);
        }

        @Override
        public boolean passOver() {
            return real.passOver();
        }

        @Override
        public Optional<InetAddress> server() {
            return real.server();
        }

        @Override
        public Optional<InetAddress> local() {
            return real.local();
        }

        @Override
        public void ping(Duration patience) {
            real.ping(patience);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    /** One call at a time. */
    private static final class OneLine implements UserAgentConfig.IncomingPolicy {
        @Override
        public Verdict decide(Invitation invitation, List<CallSnapshot> running) {
            return new Verdict.Refuse(new EndReason(EndReason.Kind.BUSY_HERE, SipStatus.BUSY_HERE, ""));
        }

        @Override
        public boolean full(List<CallSnapshot> running) {
            return true;
        }
    }

    @BeforeEach
    void register() throws Exception {
        var authority = new TestAuthority(folder);
        server = new LoopbackServer(authority.server(TestAuthority.GOOD), "sip", true);
        var line = AccountBuilder.builder(new TestLine().account())
                .endpoint(new WssEndpoint(
                        server.uri(), Optional.of(authority.pem()), Optional.empty(), Duration.ofSeconds(30)))
                .build();
        agent = onLoop(() -> new UserAgent(
                loop,
                line,
                () -> Optional.of("pw"),
                transport,
                media,
                new UserAgentConfig(
                        "Trunkline/test",
                        new OneLine(),
                        Duration.ofSeconds(60),
                        level -> {},
                        () -> TransferPolicy.ALLOW,
                        target -> false,
                        IdentityCheck.NONE)));
        loop.execute(agent::connect);
        network = new Network();
        until(() -> agent.snapshot().get().registration() instanceof RegistrationState.Registered);
    }

    @AfterEach
    void close() throws Exception {
        var stopped = new CountDownLatch(1);
        loop.execute(() -> agent.stop(stopped::countDown));
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        loop.close();
        server.close();
    }

    private interface Asked<T> {
        T get();
    }

    private <T> T onLoop(Asked<T> asked) throws Exception {
        var answer = new CompletableFuture<T>();
        loop.execute(() -> answer.complete(asked.get()));
        return answer.get(20, TimeUnit.SECONDS);
    }

    private void until(Asked<Boolean> condition) throws Exception {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!onLoop(condition)) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private void talk(CallId id) throws Exception {
        loop.execute(() -> agent.invite(id, CallOnTheWire.BOB, "", Presentation.USUAL));
        until(() -> agent.snapshot().get().calls().stream()
                .anyMatch(call -> call.id().equals(id) && call.state() instanceof CallState.Established));
        loop.execute(() -> media.last().tell(new MediaEvent.Connected()));
    }

    private static List<String> flood(String name) {
        return IntStream.range(0, FLOOD)
                .mapToObj(number -> CallOnTheWire.request(
                                "INVITE", CallOnTheWire.SDP, "Content-Type: application/sdp", SIGNATURE)
                        .replace("theirs-1", name + "-" + number)
                        .replaceFirst("branch=\\S*", "branch=z9hG4bK" + name + number))
                .toList();
    }

    private void hangUp(CallId id) {
        loop.execute(() -> agent.tell(new CallCommand.HangUp(id)));
    }

    /** Given as the first INVITE is answered: it waits for the frames of one slice, not for all. */
    @Test
    void aHangUpOvertakesTheFlood() throws Exception {
        var id = new CallId("1");
        talk(id);
        network.begin();
        loop.execute(() -> transport.onSending = message -> {
            if (message.startsWith("SIP/2.0 486")) {
                transport.onSending = _ -> {};
                hangUp(id);
            }
        });
        flood("order").forEach(network.wire::send);
        assertThat(network.refused.await(60, TimeUnit.SECONDS)).isTrue();
        var came = network.came();
        assertThat(came).hasSize(FLOOD + 1);
        assertThat(came.indexOf("BYE")).isPositive().isLessThan(FLOOD);
    }

    /** Prints what it measures; three times in one process, so that the first is of one just started. */
    @Test
    @Tag("soak")
    void underAStopwatch() throws Exception {
        var before = heap();
        for (var round = 1; round <= 3; round++) {
            measure(round);
        }
        loop.execute(media::forget);
        // The timers of their transactions (RFC 3261 section 17.2.1: 64*T1).
        LockSupport.parkNanos(Duration.ofSeconds(70).toNanos());
        System.out.printf(Locale.ROOT, "heap in use: %.1f MB before, %.1f MB after%n", before, heap());
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The processor's time of the loop, which does not depend on what else this machine does. */
    private long worked(long loopThread) {
        return THREADS.getThreadCpuTime(loopThread);
    }

    private static String spread(List<Long> nanos) {
        var sorted = nanos.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "median %.1f ms, 99 %% %.1f ms, most %.1f ms",
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6,
                sorted.getLast() / 1e6);
    }

    private void measure(int round) throws Exception {
        var id = new CallId("timed" + round);
        talk(id);
        network.begin();
        var invites = flood("timed" + round + "-");
        var loopThread = onLoop(() -> Thread.currentThread().threadId());
        var left = new CompletableFuture<Long>();
        loop.execute(() -> transport.onSending = message -> {
            if (message.startsWith("BYE ")) {
                left.complete(System.nanoTime());
            }
        });
        List<Long> lags = new CopyOnWriteArrayList<>();
        List<Long> work = new CopyOnWriteArrayList<>();
        try (var probe = Executors.newSingleThreadScheduledExecutor()) {
            var _ = probe.scheduleAtFixedRate(
                    () -> {
                        var workedBefore = worked(loopThread);
                        var posted = System.nanoTime();
                        loop.execute(() -> {
                            lags.add(System.nanoTime() - posted);
                            work.add(worked(loopThread) - workedBefore);
                        });
                    },
                    0,
                    5,
                    TimeUnit.MILLISECONDS);
            var workedBefore = worked(loopThread);
            var begin = System.nanoTime();
            var pressed = 0L;
            for (var number = 0; number < FLOOD; number++) {
                // Twenty each ten milliseconds, in less than a second.
                LockSupport.parkNanos(begin + number / 20 * 9_500_000L - System.nanoTime());
                network.wire.send(invites.get(number));
                if (number == FLOOD / 2) {
                    pressed = System.nanoTime();
                    hangUp(id);
                }
            }
            var sent = System.nanoTime();
            assertThat(network.refused.await(60, TimeUnit.SECONDS)).isTrue();
            var answered = System.nanoTime();
            var ended = network.bye.get(60, TimeUnit.SECONDS);
            probe.shutdown();
            System.out.printf(
                    Locale.ROOT,
                    "flood %d: sent in %.0f ms, answered in %.0f ms, %.0f ms of them the loop's work; loop behind: %s;"
                            + " of that the loop's work: %s; BYE given to the connection %.1f ms after the command and with the server %.1f ms after it; load %.1f%n",
                    round,
                    (sent - begin) / 1e6,
                    (answered - begin) / 1e6,
                    (worked(loopThread) - workedBefore) / 1e6,
                    spread(lags),
                    spread(work),
                    (left.get(20, TimeUnit.SECONDS) - pressed) / 1e6,
                    (ended - pressed) / 1e6,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
        assertThat(network.came().stream().filter("486"::equals)).hasSize(FLOOD);
        until(() -> agent.snapshot().get().calls().stream().allMatch(CallSnapshot::ended));
    }

    private static double heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
