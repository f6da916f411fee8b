package app.trunkline.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
}
