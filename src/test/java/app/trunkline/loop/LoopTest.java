package app.trunkline.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void runsTasksInOrderAndSurvivesAFailingOne() throws InterruptedException {
        List<Integer> ran = new ArrayList<>();
        var done = new CountDownLatch(1);
        try (var loop = new ThreadEventLoop("test-loop")) {
            loop.execute(() -> ran.add(1));
            loop.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            loop.execute(() -> {
                loop.assertOnLoop();
                ran.add(2);
            });
            loop.schedule(Duration.ofMillis(5), () -> {
                ran.add(3);
                done.countDown();
            });
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(loop::assertOnLoop).isInstanceOf(IllegalStateException.class);
        }
        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void virtualTimeStopsAtEveryTimer() {
        var loop = new VirtualEventLoop();
        var start = loop.now();
        List<Duration> fired = new ArrayList<>();
        loop.schedule(Duration.ofSeconds(30), () -> {
            fired.add(Duration.between(start, loop.now()));
            loop.schedule(Duration.ofSeconds(2), () -> fired.add(Duration.between(start, loop.now())));
        });
        loop.schedule(Duration.ofSeconds(31), () -> fired.add(Duration.between(start, loop.now())))
                .cancel();
        loop.advance(Duration.ofMinutes(1));
        assertThat(fired).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(32));
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void observersHearTheCurrentValueAndChangesOnly() {
        var observable = new Observable<>("a");
        List<String> heard = new ArrayList<>();
        var subscription = observable.subscribe(heard::add);
        observable.set("a");
        observable.set("b");
        subscription.close();
        observable.set("c");
        assertThat(heard).containsExactly("a", "b");
    }

    /** The loop sets a value while another thread, which subscribes, is told the one before. */
    @Test
    void whoSubscribesOnAnotherThreadDoesNotEndOnAnOldValue() throws InterruptedException {
        var observable = new Observable<>("old");
        List<String> heard = new CopyOnWriteArrayList<>();
        var told = new CountDownLatch(1);
        var set = new CountDownLatch(1);
        var subscriber = Threads.daemon(
                "subscriber",
                () -> observable.subscribe(value -> {
                    if (value.equals("old")) {
                        told.countDown();
                        await(set);
                    }
                    heard.add(value);
                }));
        subscriber.start();
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        observable.set("new");
        set.countDown();
        subscriber.join(10_000);
        assertThat(heard).containsExactly("old", "new");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The same without anybody's help, as often as it takes: of 300,000 once 232 ended on the old value. */
    @Test
    void nobodyEndsOnAnOldValue() throws InterruptedException {
        var rounds = 300_000;
        var observables = new ArrayList<Observable<Integer>>();
        var last = new AtomicIntegerArray(rounds);
        for (var round = 0; round < rounds; round++) {
            observables.add(new Observable<>(1));
        }
        var at = new AtomicInteger(-1);
        var subscriber = Threads.daemon("subscriber", () -> {
            for (var round = 0; round < rounds; round++) {
                var now = round;
                at.set(now);
                observables.get(now).subscribe(value -> last.set(now, value));
            }
        });
        subscriber.start();
        for (var round = 0; round < rounds; round++) {
            while (at.get() < round && subscriber.isAlive()) {
                Thread.onSpinWait();
            }
            observables.get(round).set(2);
        }
        subscriber.join(60_000);
        assertThat(IntStream.range(0, rounds).filter(round -> last.get(round) != 2))
                .isEmpty();
    }

    /** An observer that sets the next value itself does not let others end on the one before. */
    @Test
    void whoSetsAValueWhenToldOvertakesNobody() {
        var observable = new Observable<>(0);
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        observable.subscribe(value -> {
            first.add(value);
            if (value == 1) {
                observable.set(2);
            }
        });
        observable.subscribe(second::add);
        observable.set(1);
        assertThat(first).containsExactly(0, 1, 2);
        assertThat(second).containsExactly(0, 1, 2);
        assertThat(observable.get()).isEqualTo(2);
    }

    @Test
    void anObserverThatFailsIsToldTheNextValue() {
        var observable = new Observable<>(0);
        List<Integer> heard = new ArrayList<>();
        observable.subscribe(value -> {
            heard.add(value);
            if (value == 1) {
                throw new IllegalStateException("on purpose");
            }
        });
        observable.set(1);
        observable.set(2);
        assertThat(heard).containsExactly(0, 1, 2);
    }
}
