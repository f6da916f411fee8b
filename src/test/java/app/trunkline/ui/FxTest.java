package app.trunkline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.trunkline.loop.Observable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FxTest {
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Fx fx = new Fx(queue::add);
    private final Observable<Integer> source = new Observable<>(0);
    private final List<Integer> painted = new ArrayList<>();

    private void pulse() {
        for (var waiting = queue.size(); waiting > 0; waiting--) {
            Objects.requireNonNull(queue.poll()).run();
        }
    }

    @Test
    void paintsTheLatestWithAtMostOnePaintingWaiting() {
        fx.paint(source, painted::add);
        for (var i = 1; i <= 1000; i++) {
            source.set(i);
        }
        assertThat(queue).hasSize(1);
        pulse();
        assertThat(painted).containsExactly(1000);
        source.set(1001);
        pulse();
        assertThat(painted).containsExactly(1000, 1001);
    }

    @Test
    void paintsNothingOnceClosed() {
        var subscription = fx.paint(source, painted::add);
        source.set(1);
        subscription.close();
        pulse();
        source.set(2);
        pulse();
        assertThat(painted).isEmpty();
    }
}
