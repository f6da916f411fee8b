package app.trunkline.sip.call;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The timers of one call, of each kind one at a time. On the loop. */
final class CallTimers {
    private final EventLoop loop;
    private final Consumer<CallTimer> fired;
    private final Map<CallTimer, Cancellable> running = new EnumMap<>(CallTimer.class);

    CallTimers(EventLoop loop, Consumer<CallTimer> fired) {
        this.loop = loop;
        this.fired = fired;
    }

    /** Starts it, anew where it runs. */
    void start(CallTimer timer, Duration length) {
        stop(timer);
        running.put(timer, loop.schedule(length, () -> fired.accept(timer)));
    }

    void stop(CallTimer timer) {
        running.getOrDefault(timer, Cancellable.NONE).cancel();
    }

    void stopAll() {
        running.values().forEach(Cancellable::cancel);
    }
}
