package app.trunkline.ui;

import app.trunkline.loop.Observable;
import app.trunkline.loop.Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** The one bridge onto the FX thread. Any thread may call; nobody ever waits for the other side. */
public final class Fx implements Executor {
    private final Executor queue;

    public Fx() {
        this(Platform::runLater);
    }

    /** With another queue in the place of JavaFX's, for tests without a toolkit. */
    Fx(Executor queue) {
        this.queue = queue;
    }

    /**
     * Starts JavaFX and runs the task on its thread; JavaFX then lives until {@link #exit}. Once in a process.
     *
     * @return complete when it runs; its failure where it cannot, as without a screen
     */
    public CompletableFuture<Void> start(Runnable ready) {
        return Trunkline.launch(ready);
    }

    /** Runs the task once, on the FX thread, when a frame that was laid out from now on is on the screen. FX thread. */
    public void afterFrame(Runnable task) {
        new AnimationTimer() {
            private int frames;

            @Override
            public void handle(long now) {
                // The second pulse begins when the frame of the first has been handed over.
                if (++frames == 2) {
                    stop();
                    task.run();
                }
            }
        }.start();
    }

    /** Ends JavaFX, the last step of the shutdown. */
    public void exit() {
        Platform.exit();
    }

    /** Runs the task on the FX thread, after what waits there already. */
    @Override
    public void execute(Runnable task) {
        queue.execute(task);
    }

    /**
     * Paints the newest value of the source on the FX thread. Conflated: however fast the values come, at most one
     * painting waits, and it paints the latest. After {@link Subscription#close} nothing is painted any more.
     */
    public <T> Subscription paint(Observable<T> source, Consumer<? super T> painter) {
        var pending = new AtomicReference<@Nullable T>();
        var open = new AtomicBoolean(true);
        var subscription = source.subscribe(value -> {
            if (pending.getAndSet(value) == null) {
                execute(() -> {
                    var latest = pending.getAndSet(null);
                    if (latest != null && open.get()) {
                        painter.accept(latest);
                    }
                });
            }
        });
        return () -> {
            open.set(false);
            subscription.close();
        };
    }
}
