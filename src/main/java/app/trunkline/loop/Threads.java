package app.trunkline.loop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes and names every thread of the program. Whoever asks for an executor closes it. */
public final class Threads {
    private Threads() {}

    /** A daemon thread, not started. */
    public static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
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
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }
}
