package app.trunkline.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and names every thread of the program. Whoever asks for an executor closes it. A task that fails for a reason that
 * nobody foresaw is logged with its thread's name.
 */
public final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

    private Threads() {}

    /**
     * Does work that blocks on a daemon thread of its own, beside the loop. What came of it comes back as a task of the
     * loop, and so does whatever it failed with: exactly one of the two is told.
     */
    public static <T> void beside(
            EventLoop loop, String name, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        daemon(name, () -> {
                    try {
                        var result = work.call();
                        loop.execute(() -> done.accept(result));
                    } catch (Throwable e) {
                        LOG.debug("the work of {} failed", name, e);
                        loop.execute(() -> failed.accept(e));
                    }
                })
                .start();
    }

    /** A daemon thread, not started. */
    public static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(Threads::failed);
        return thread;
    }

    private static void failed(Thread thread, Throwable why) {
        LOG.error("the thread {} failed", thread.getName(), why);
    }

    /** One daemon thread with a queue, for blocking native calls. */
    public static ExecutorService single(String name) {
        return Executors.newSingleThreadExecutor(task -> daemon(name, task));
    }

    /** One daemon thread for what happens at a steady pace, such as sound, or is tried again later. */
    public static ScheduledExecutorService clock(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> daemon(name, task));
    }

    /** A virtual thread per task, for files and other blocking work. */
    public static ExecutorService io(String name) {
        return Executors.newThreadPerTaskExecutor(virtual().name(name + "-", 0).factory());
    }

    /** A virtual thread per task, for a few that end by themselves: there is nothing to close. */
    public static Executor each(String name) {
        return virtual().name(name)::start;
    }

    private static Thread.Builder.OfVirtual virtual() {
        return Thread.ofVirtual().uncaughtExceptionHandler(Threads::failed);
    }
}
