package app.trunkline.phone;

import app.trunkline.loop.EventLoop;
import app.trunkline.loop.VirtualEventLoop;
import app.trunkline.sip.transport.TransportFailure;
import app.trunkline.sip.transport.TransportFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * 50,000 telephones lose one server in the same instant, on virtual time. It refuses everybody until it listens again, and
 * then takes whoever comes.
 */
final class ReconnectStorm {
    static final int PHONES = 50_000;
    private static final int SECONDS = 300;
    private static final TransportFailure CLOSED = new TransportFailure(Kind.CLOSED_BY_SERVER, "");

    /** When a telephone comes again. */
    interface Rule {
        String name();

        /** A telephone whose connection has held until now; what is returned is told of each loss. */
        Consumer<TransportFailure> phone(EventLoop loop, Random random, Runnable connect);
    }

    /**
     * What the server saw.
     *
     * @param perSecond connections that it took in each second, from when it listens on
     * @param back seconds from then on until each telephone was back, in order
     */
    record Outcome(Rule rule, Duration away, int[] perSecond, double[] back) {
        int peak() {
            return Arrays.stream(perSecond).max().orElseThrow();
        }

        /** Seconds until that share is back. */
        double until(double share) {
            return back[(int) Math.ceil(share * PHONES) - 1];
        }
    }

    /** This telephone's own. */
    record Ours(Duration spread) implements Rule {
        @Override
        public String name() {
            return "spread " + spread.toSeconds() + " s";
        }

        @Override
        public Consumer<TransportFailure> phone(EventLoop loop, Random random, Runnable connect) {
            var reconnector = new Reconnector(loop, random, () -> spread, connect);
            reconnector.connected();
            return reconnector::lost;
        }
    }

    /**
     * A random time between half of the n-th wait and all of it, which doubles from its base up to half an hour.
     *
     * @param first of the first wait alone
     */
    record Doubling(String name, Duration first, Duration base) implements Rule {
        @Override
        public Consumer<TransportFailure> phone(EventLoop loop, Random random, Runnable connect) {
            var failures = new int[1];
            return failure -> {
                var all = failures[0] == 0 ? first : base.multipliedBy(1L << Math.min(failures[0], 6));
                failures[0]++;
                var most = Math.min(all.toNanos(), Duration.ofMinutes(30).toNanos());
                loop.schedule(Duration.ofNanos(most / 2 + random.nextLong(most / 2)), connect);
            };
        }
    }

    /** RFC 5626 section 4.5, where all flows have failed. */
    static final Rule RFC_5626 = new Doubling("RFC 5626", Duration.ofSeconds(30), Duration.ofSeconds(30));
    /** That of this telephone until now. */
    static final Rule BEFORE = new Doubling("before", Duration.ofSeconds(2), Duration.ofSeconds(30));

    private ReconnectStorm() {}

    static Outcome run(Rule rule, Duration away) {
        var loop = new VirtualEventLoop();
        var random = new Random(5626);
        var listens = loop.now().plus(Duration.ofMinutes(5)).plus(away);
        var perSecond = new int[SECONDS];
        List<Double> back = new ArrayList<>(PHONES);
        List<Consumer<TransportFailure>> phones = new ArrayList<>(PHONES);
        for (var i = 0; i < PHONES; i++) {
            var number = i;
            phones.add(rule.phone(loop, random, () -> {
                var since = Duration.between(listens, loop.now());
                if (since.isNegative()) {
                    phones.get(number).accept(new TransportFailure(Kind.REFUSED, ""));
                } else {
                    back.add(since.toNanos() / 1e9);
                    perSecond[(int) Math.min(since.toSeconds(), SECONDS - 1)]++;
                }
            }));
        }
        loop.advance(Duration.ofMinutes(5));
        phones.forEach(phone -> phone.accept(CLOSED));
        loop.advance(Duration.ofHours(2));
        return new Outcome(
                rule, away, perSecond, back.stream().mapToDouble(d -> d).toArray());
    }
}
