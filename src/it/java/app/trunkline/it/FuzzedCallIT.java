package app.trunkline.it;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.sip.SipGrammar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The installed telephone in a call with another, while messages by {@link SipGrammar} come on its connection: nobody hears a gap,
 * and the call can be held and ended afterwards. {@code -Dfuzz.seed=N} plays another sequence, {@code -Dfuzz.messages=N} another length.
 */
@Tag("alone")
class FuzzedCallIT {
    private static final long SEED = Long.getLong("fuzz.seed", 20261130);
    private static final int MESSAGES = Integer.getInteger("fuzz.messages", 100_000);
    private static final int AT_ONCE = 20;
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final Duration STEADY = Duration.ofSeconds(1);
    private static final int TRIES = 20;
    /** A tenth of a second is heard as a click; what a busy machine may cost is far under what a stopped loop would. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(500);

    /** Calls that ring and transactions are over by then (RFC 3261 section 17.2.1). */
    private static final Duration OVER = Duration.ofSeconds(100);
    /** Of what each plays. */
    private static final Duration LENGTH = OVER.plusSeconds(60 + MESSAGES / 200);

    /** What a proxy between the two would do, and the grammar is shown what else the telephone says. */
    private static final class Proxy implements AutoCloseable {
        private final Wire ours;
        private final Wire theirs;
        private final SipGrammar grammar = new SipGrammar(new Random(SEED));
        private final List<Thread> threads;
        private volatile String call = "";

        Proxy(Wire ours, Wire theirs) {
            this.ours = ours;
            this.theirs = theirs;
            threads = List.of(
                    Thread.ofVirtual().name("from theirs").start(() -> read(theirs, this::theirsSaid)),
                    Thread.ofVirtual().name("from ours").start(() -> read(ours, this::oursSaid)));
        }

        private static void read(Wire wire, Consumer<String> reader) {
            try {
                while (!Thread.interrupted()) {
                    var message = wire.message();
                    if (!message.startsWith("REGISTER ")) {
                        reader.accept(message);
                    }
                }
            } catch (AssertionError interrupted) {
                // By close.
            }
        }

        private void theirsSaid(String message) {
            if (message.startsWith("INVITE ") && call.isEmpty()) {
                call = Wire.header(message, "Call-ID").strip();
            }
            ours.sendAsItIs(message);
        }

        private void oursSaid(String message) {
            if (!call.isEmpty() && message.contains(call)) {
                theirs.sendAsItIs(message);
                return;
            }
            synchronized (grammar) {
                grammar.sent(message);
            }
        }

        /** A thousand a second. */
        void play() {
            for (var played = 0; played < MESSAGES; played += AT_ONCE) {
                for (var i = 0; i < AT_ONCE; i++) {
                    synchronized (grammar) {
                        ours.sendAsItIs(grammar.message().text());
                    }
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }

        @Override
        public void close() {
            threads.forEach(Thread::interrupt);
        }
    }

    @Test
    @Tag("soak")
    void nobodyHearsAGap() throws IOException {
        try (Lab lab = Lab.start(Lab.KAMAILIO, Lab.PULSE, Lab.BROWSER);
                Wire ours = new Wire(lab);
                Wire theirs = new Wire(lab)) {
            var here = lab.folder().resolve("here.wav");
            var there = lab.folder().resolve("there.wav");
            try (Phone phone = phone(lab, ours, "trunk_12345", 700, here);
                    Phone far = phone(lab, theirs, "trunk_67890", 1_100, there);
                    Proxy proxy = new Proxy(ours, theirs)) {
                phone.next("registered");
                far.next("registered");
                far.say("call " + lab.address("trunk_12345"));
                phone.next("incoming");
                phone.say("answer");
                phone.next("media-connected");
                far.next("media-connected");
                hears(here);
                hears(there);
                var before = Footprint.of(phone.pid());
                var begun = System.nanoTime();
                proxy.play();
                var took = Duration.ofNanos(System.nanoTime() - begun);
                hears(here);
                hears(there);
                LockSupport.parkNanos(OVER.toNanos());
                System.out.printf(
                        Locale.ROOT,
                        "seed %d: %,d messages in %d s; longest gap in what the telephone heard %d ms, in what was heard of it"
                                + " %d ms; before %s, after %s%n",
                        SEED,
                        MESSAGES,
                        took.toSeconds(),
                        Gaps.longest(here).toMillis(),
                        Gaps.longest(there).toMillis(),
                        before,
                        Footprint.of(phone.pid()));
                assertThat(Gaps.longest(here)).isLessThan(LONGEST_GAP);
                assertThat(Gaps.longest(there)).isLessThan(LONGEST_GAP);
                far.say("hold");
                far.next("hold");
                far.say("unhold");
                far.next("unhold");
                far.say("hangup");
                far.next("ended");
                assertThat(phone.events().all("disconnected")).isEmpty();
                assertThat(phone.errorText()).doesNotContain("Exception");
            }
        }
    }

    private static Phone phone(Lab lab, Wire wire, String user, int hz, Path heard) {
        return Phone.start(
                lab,
                Map.of("TRUNKLINE_HOME", lab.folder().resolve("home-" + user).toString(), "TRUNKLINE_LOG", "INFO"),
                "listen",
                user,
                wire.url(),
                "--answer-after",
                "-1",
                "--play",
                Tone.write(lab.folder().resolve(user + ".wav"), hz, LENGTH, 0.5).toString(),
                "--record",
                heard.toString());
    }

    /** The newest second is sound without a gap. */
    private static void hears(Path heard) {
        var sound = Gaps.endsWithSound(heard, STEADY);
        for (var i = 0; i < TRIES && !sound; i++) {
            LockSupport.parkNanos(STEADY.toNanos());
            sound = Gaps.endsWithSound(heard, STEADY);
        }
        assertThat(sound).isTrue();
    }
}
