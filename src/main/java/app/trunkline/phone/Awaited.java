package app.trunkline.phone;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.Observable;
import app.trunkline.loop.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Watches a value until something can be found about it, or the time is over. On the loop. */
final class Awaited<T> implements Cancellable {
    private final Function<T, Optional<Finding>> judge;
    private final Consumer<Finding> then;
    private boolean over;
    private Subscription subscription = () -> {};
    private Cancellable timer = Cancellable.NONE;

    private Awaited(Function<T, Optional<Finding>> judge, Consumer<Finding> then) {
        this.judge = judge;
        this.then = then;
    }

    /**
     * @param then told once, never inside this call
     * @return to give up
     */
    static <T> Cancellable watch(
            EventLoop loop,
            Observable<T> value,
            Duration time,
            Finding late,
            Function<T, Optional<Finding>> judge,
            Consumer<Finding> then) {
        var awaited = new Awaited<>(judge, then);
        awaited.timer = loop.schedule(time, () -> awaited.end(late));
        awaited.subscription = value.subscribe(next -> loop.execute(() -> awaited.see(next)));
        return awaited;
    }

    private void see(T next) {
        if (!over) {
            judge.apply(next).ifPresent(this::end);
        }
    }

    private void end(Finding finding) {
        if (!over) {
            cancel();
            then.accept(finding);
        }
    }

    @Override
    public void cancel() {
        over = true;
        timer.cancel();
        subscription.close();
    }
}
