package app.trunkline.ui;

import app.trunkline.loop.Threads;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * By whose name desktops know the program's windows, to put them below its icon: on X11, JavaFX makes WM_CLASS of the name of
 * the class that it was launched with, and the desktop entry names the same in StartupWMClass. Made by JavaFX.
 */
public final class Trunkline extends Application {
    private static final AtomicReference<Runnable> READY = new AtomicReference<>(() -> {});

    /**
     * Launches JavaFX, and runs the task on its thread.
     *
     * @return complete when JavaFX runs; its failure where it cannot, as without a screen
     */
    static CompletableFuture<Void> launch(Runnable ready) {
        var launched = new CompletableFuture<Void>();
        READY.set(() -> {
            launched.complete(null);
            ready.run();
        });
        // It returns when JavaFX ends.
        Threads.daemon("fx-launcher", () -> {
                    try {
                        Application.launch(Trunkline.class);
                    } catch (RuntimeException failure) {
                        launched.completeExceptionally(failure);
                    }
                })
                .start();
        return launched;
    }

    /** @param unused the program's windows are made where they are shown */
    @Override
    public void start(Stage unused) {
        Platform.setImplicitExit(false);
        Objects.requireNonNull(READY.get()).run();
    }
}
