package app.trunkline.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {
    /** Its clock moves by what its tasks say they took. */
    private static final class SlowLoop implements EventLoop {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private Instant now = Instant.EPOCH;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public RandomGenerator random() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean onLoop() {
            return true;
        }

        void takes(int millis) {
            now = now.plusMillis(millis);
        }

        void settle() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }
    }

    private final SlowLoop loop = new SlowLoop();
    private final Backlog backlog = new Backlog(loop, 1_000);
    private final List<String> done = new ArrayList<>();

    private void frame(String name) {
        backlog.add(10, () -> {
            loop.takes(3);
            done.add(name);
        });
    }

    @Test
    void aCommandWaitsForOneSliceAtMost() {
        IntStream.range(0, 50).forEach(number -> frame("f" + number));
        loop.execute(() -> done.add("hang up"));
        loop.settle();
        assertThat(done).hasSize(51);
        // Two frames of 3 ms are the first that take 5 ms.
        assertThat(done.indexOf("hang up")).isEqualTo(2);
        done.remove("hang up");
        assertThat(done)
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(n -> "f" + n).toList());
    }

    @Test
    void theEndComesAfterAllThatCameBefore() {
        IntStream.range(0, 20).forEach(number -> frame("f" + number));
        backlog.last(() -> done.add("end"));
        loop.settle();
        assertThat(done).hasSize(21).endsWith("f19", "end");
    }

    @Test
    void oneThatFailsTakesNoOtherAlong() {
        backlog.add(10, () -> {
            throw new IllegalStateException("on purpose");
        });
        frame("next");
        try {
            loop.settle();
        } catch (IllegalStateException expected) {
            done.add(String.valueOf(expected.getMessage()));
        }
        loop.settle();
        assertThat(done).containsExactly("on purpose", "next");
    }

    @Test
    void whoBringsTooMuchWaitsForRoom() throws InterruptedException {
        var brought = new CountDownLatch(1);
        backlog.add(900, () -> done.add("first"));
        var producer = Threads.daemon("producer", () -> {
            backlog.add(200, () -> done.add("second"));
            brought.countDown();
        });
        producer.start();
        while (producer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(brought.getCount()).isOne();
        loop.settle();
        assertThat(brought.await(10, TimeUnit.SECONDS)).isTrue();
        loop.settle();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void nobodyWaitsOnceItIsClosed() throws InterruptedException {
        backlog.add(5_000, () -> done.add("larger than the bound"));
        var producer = Threads.daemon("producer", () -> backlog.add(200, () -> done.add("too late")));
        producer.start();
        while (producer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        backlog.close();
        producer.join(10_000);
        assertThat(producer.isAlive()).isFalse();
        loop.settle();
        assertThat(done).isEmpty();
    }
}
