package app.trunkline.ui;

import com.sun.glass.events.WindowEvent;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Window;

/** JavaFX on its headless platform, started once for all tests of a process. */
public final class Toolkit {
    private static final CompletableFuture<Void> STARTED = start();

    private Toolkit() {}

    private static CompletableFuture<Void> start() {
        var started = new CompletableFuture<Void>();
        try {
            Platform.startup(() -> started.complete(null));
        } catch (IllegalStateException running) {
            started.complete(null);
        }
        Platform.setImplicitExit(false);
        return started;
    }

    /** Runs the task on the FX thread and hands its result over; a failure there fails the test. */
    public static <T> T call(Callable<T> task) throws Exception {
        STARTED.get(20, TimeUnit.SECONDS);
        var result = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.get(30, TimeUnit.SECONDS);
    }

    /** The same without a result. */
    public static void run(Runnable task) throws Exception {
        call(() -> {
            task.run();
            return true;
        });
    }

    /**
     * Takes the keyboard from every window, as a platform does when it goes to another; the headless one leaves it with
     * both. On the FX thread.
     */
    static void takeFocus() throws ReflectiveOperationException {
        var lose = com.sun.glass.ui.Window.class.getDeclaredMethod("notifyFocus", int.class);
        lose.setAccessible(true);
        for (var window : com.sun.glass.ui.Window.getWindowsClone()) {
            lose.invoke(window, WindowEvent.FOCUS_LOST);
        }
    }

    /** Lets what is queued on the FX thread happen, and then a pulse, which lays out what is shown. */
    public static void settle() throws Exception {
        for (var i = 0; i < 2; i++) {
            run(() -> {});
            var pulse = new CompletableFuture<Void>();
            run(() -> afterPulse(pulse));
            pulse.get(30, TimeUnit.SECONDS);
        }
    }

    private static void afterPulse(CompletableFuture<Void> pulse) {
        var scene = Window.getWindows().stream()
                .filter(Window::isShowing)
                .map(Window::getScene)
                .filter(Objects::nonNull)
                .findFirst();
        if (scene.isEmpty()) {
            pulse.complete(null);
            return;
        }
        var listener = new Runnable[1];
        listener[0] = () -> {
            scene.get().removePostLayoutPulseListener(listener[0]);
            pulse.complete(null);
        };
        scene.get().addPostLayoutPulseListener(listener[0]);
        Platform.requestNextPulse();
    }
}
