package app.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.media.FakeMediaEngine;
import app.trunkline.sip.identity.IdentityCheck;
import app.trunkline.sip.wire.WireException;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Messages by {@link SipGrammar}, in and out of the dialogs of calls in every state: whatever comes, nothing fails, the
 * connection is kept, each request is answered once and rightly, and nothing is left. A failure says the seed, the number
 * of the message and all that came and went since the telephone was last at rest; the same seed plays the same again.
 * {@code -Dfuzz.seed=N} plays another sequence, {@code -Dfuzz.messages=N} another length of the long one.
 */
class FuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20261130);
    private static final int SHORT = 20_000;
    private static final int LONG = Integer.getInteger("fuzz.messages", 1_000_000);
    /** Messages after which all calls end, and their timers. */
    private static final int ROUND = 100;
    /** Of registration, subscription and publication: a transaction and a timer of each. */
    private static final int AT_REST = 8;

    /** @param answers final ones, each of which may be sent again */
    private record Asked(SipGrammar.Message message, Set<String> answers) {}

    private final VirtualEventLoop loop = new VirtualEventLoop();
    private final Random random = new Random(SEED);
    private final RecordingTransport transport = new RecordingTransport();
    private final FakeMediaEngine media = new FakeMediaEngine(loop);
    private final SipGrammar grammar = new SipGrammar(random);
    /** What came and went since the telephone was last at rest. */
    private final List<String> round = new ArrayList<>();

    private final Map<String, Asked> open = new LinkedHashMap<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("app.trunkline");
    private final UserAgent agent = new UserAgent(
            loop,
            new TestLine()
                    .instance(new UUID(1, 1))
                    .messageWaiting()
                    .gruu(true)
                    .publishPresence()
                    .account(),
            () -> Optional.of("pw"),
            transport,
            media,
            TestLine.config(IdentityCheck.NONE));
    private int number;
    private SipGrammar.Message.Due due = SipGrammar.Message.Due.NONE;
    private long answered;
    private long unanswerable;

    @BeforeEach
    void connect() {
        ours.setLevel(Level.WARN);
        ours.setAdditive(false);
        log.start();
        ours.addAppender(log);
        agent.connect();
        transport.listeners.getLast().onOpen();
        loop.settle();
        transport
                .listeners
                .getLast()
                .onText(Reply.to(
                        transport.sent.getLast(),
                        "200 OK",
                        "Contact: " + Reply.header(transport.sent.getLast(), "Contact")));
        settle();
    }

    @AfterEach
    void close() {
        ours.detachAppender(log);
        ours.setAdditive(true);
        ours.setLevel(null);
    }

    @Test
    void twentyThousandMessages() {
        play(SHORT);
        takesACall();
    }

    @Test
    @Tag("soak")
    void aMillionMessages() {
        var threads = ManagementFactory.getThreadMXBean().getThreadCount();
        var files = files();
        play(LONG / 10);
        var heap = heap();
        var begun = System.nanoTime();
        play(LONG - LONG / 10);
        var grown = heap() - heap;
        System.out.printf(
                "seed %d: %,d messages, %,d answered, %,d not to be answered, %.0f a second, heap %+,d KB,"
                        + " threads %+d, files %+d%n",
                SEED,
                LONG,
                answered,
                unanswerable,
                (LONG - LONG / 10) * 1e9 / (System.nanoTime() - begun),
                grown / 1024,
                ManagementFactory.getThreadMXBean().getThreadCount() - threads,
                files() - files);
        assertThat(grown).isLessThan(16 * 1024 * 1024);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads + 2);
        assertThat(files()).isLessThanOrEqualTo(files + 8);
        takesACall();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    private void play(int messages) {
        for (var played = 1; played <= messages; played++) {
            number++;
            var message = grammar.message();
            if (message.due() != SipGrammar.Message.Due.NONE) {
                open.putIfAbsent(message.key(), new Asked(message, new LinkedHashSet<>()));
            } else {
                unanswerable++;
            }
            due = message.due();
            comes(message.text());
            if (random.nextInt(8) == 0) {
                usesTheTelephone();
            }
            nothingFailed();
            if (played % ROUND == 0) {
                allEnds();
            }
        }
    }

    private void comes(String message) {
        round.add(message);
        transport.listeners.getLast().onText(message);
        settle();
    }

    private void settle() {
        loop.settle();
        for (var message : transport.sent) {
            grammar.sent(message);
            round.add(message);
            if (message.startsWith("SIP/2.0 ") && message.charAt(8) != '1') {
                answers(message);
            }
        }
        transport.sent.clear();
        assertThat(transport.listeners).as(() -> told("connected again")).hasSize(1);
        assertThat(transport.closed).as(() -> told("closed the connection")).isZero();
    }

    private void answers(String response) {
        var keys = SipGrammar.Message.keys(response);
        if (keys.isEmpty()) {
            assertThat(due).as(() -> told("answered nothing that came")).isEqualTo(SipGrammar.Message.Due.PERHAPS);
            return;
        }
        var asked = keys.stream().map(open::get).filter(Objects::nonNull).findFirst();
        assertThat(asked).as(() -> told("answered what is not to be answered")).isPresent();
        asked.orElseThrow().answers().add(response);
    }

    private String told(String what) {
        return "seed %d, message %d: %s; since it was at rest:%n%s"
                .formatted(SEED, number, what, String.join("\n----\n", round));
    }

    private void nothingFailed() {
        for (var event : log.list) {
            // What could not be written is dealt with where it was asked for.
            var dealtWith = event.getLevel() != Level.ERROR
                    && (event.getThrowableProxy() == null
                            || event.getThrowableProxy().getClassName().equals(WireException.class.getName()));
            assertThat(dealtWith)
                    .as(() -> told(event.getFormattedMessage() + " "
                            + Optional.ofNullable(event.getThrowableProxy())
                                    .map(failure -> failure.getClassName() + " " + failure.getMessage() + " "
                                            + List.of(failure.getStackTraceElementProxyArray()))
                                    .orElse("")))
                    .isTrue();
        }
        log.list.clear();
    }

    /** Calls are there in every state. */
    private void usesTheTelephone() {
        var calls = agent.snapshot().get().calls();
        if (calls.isEmpty() || random.nextInt(3) == 0) {
            agent.invite(
                    new CallId(new UUID(random.nextLong(), random.nextLong()).toString()),
                    CallOnTheWire.BOB,
                    "",
                    Presentation.USUAL);
        } else {
            var call = calls.get(random.nextInt(calls.size())).id();
            agent.tell(
                    switch (random.nextInt(6)) {
                        case 0, 1, 2 -> new CallCommand.Answer(call);
                        case 3 -> new CallCommand.Hold(call);
                        case 4 -> CallCommand.Transfer.blind(call, CallOnTheWire.BOB);
                        default -> new CallCommand.HangUp(call);
                    });
        }
        settle();
        loop.advance(Duration.ofMillis(random.nextInt(700)));
        settle();
    }

    /** Nothing is left, and each request has had its answer. */
    private void allEnds() {
        agent.snapshot().get().calls().forEach(call -> agent.tell(new CallCommand.HangUp(call.id())));
        settle();
        for (var seconds = 0; seconds < 100; seconds += 10) {
            loop.advance(Duration.ofSeconds(10));
            settle();
        }
        nothingFailed();
        open.values().forEach(this::isAnswered);
        assertThat(agent.snapshot().get().calls().stream().filter(call -> !call.ended()))
                .as(() -> told("calls are left"))
                .isEmpty();
        assertThat(agent.kept()).as(() -> told("transactions are left")).isLessThanOrEqualTo(AT_REST);
        assertThat(loop.pendingTimers()).as(() -> told("timers are left")).isLessThanOrEqualTo(AT_REST);
        open.clear();
        round.clear();
        media.forget();
    }

    /** Once, or the same again: to a request that came again, and a 200 for want of its ACK. */
    private void isAnswered(Asked asked) {
        var message = asked.message();
        var answers = asked.answers();
        if (message.due() == SipGrammar.Message.Due.PERHAPS) {
            return;
        }
        answered++;
        assertThat(answers)
                .as(() -> told("answers to%n%s".formatted(message.text())))
                .hasSize(1);
        for (var answer : answers) {
            var status = Integer.parseInt(answer.substring(8, 11));
            assertThat(Flaw.allow(status, message.method(), message.inside(), message.flaws()))
                    .as(() -> told("%d, flaws %s, to%n%s".formatted(status, message.flaws(), message.text())))
                    .isTrue();
        }
    }

    private void takesACall() {
        var invite = CallOnTheWire.request("INVITE", CallOnTheWire.SDP, "Content-Type: application/sdp")
                .replaceFirst("branch=.*\r", "branch=z9hG4bKfuzz0.\r");
        open.put(
                "0",
                new Asked(
                        new SipGrammar.Message(
                                invite, "INVITE", 0, false, SipGrammar.Message.Due.ONE, EnumSet.noneOf(Flaw.class)),
                        new LinkedHashSet<>()));
        comes(invite);
        var call = agent.snapshot().get().calls().getLast();
        assertThat(call.state()).isInstanceOf(CallState.Incoming.class);
        agent.tell(new CallCommand.Answer(call.id()));
        settle();
        var ok = round.getLast();
        assertThat(ok).startsWith("SIP/2.0 200").contains("CSeq: 1 INVITE");
        comes(invite.replace("INVITE", "ACK").replaceFirst("To: .*\r", "To: " + Reply.header(ok, "To") + "\r"));
        assertThat(agent.snapshot().get().calls().getLast().state()).isInstanceOf(CallState.Established.class);
        allEnds();
    }
}
