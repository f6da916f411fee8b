package app.trunkline.media.webrtc;

import app.trunkline.loop.Threads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The one thread for native calls, which block. Any thread may call. */
final class MediaThread {
    private final ExecutorService executor = Threads.single("media");

    /** Runs the call on the thread; the future completes there, or at once when the thread is closed. */
    <T> CompletableFuture<T> call(Callable<T> task) {
        var result = new CompletableFuture<T>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(task.call());
                } catch (Throwable e) {
                    // The library throws java.lang.Error for everyday failures too.
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    /** Runs what is queued, for so long at most. True when all of it ran. Blocks. */
    boolean close(Duration atMost) {
        executor.shutdown();
        try {
            if (executor.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
        return false;
    }

    /** Leaves the thread to itself: a native call on it never returned. Does not block. */
    void abandon() {
        executor.shutdownNow();
    }
}
