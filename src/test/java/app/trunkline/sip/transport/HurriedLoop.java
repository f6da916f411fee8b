package app.trunkline.sip.transport;

import app.trunkline.loop.Cancellable;
import app.trunkline.loop.EventLoop;
import app.trunkline.loop.ThreadEventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** A real loop whose timers run many times as fast, for real sockets and long waits in one test. */
final class HurriedLoop implements EventLoop, AutoCloseable {
    private final ThreadEventLoop real = new ThreadEventLoop("test-loop");
    private final int speed;

    HurriedLoop(int speed) {
        this.speed = speed;
    }

    @Override
    public void execute(Runnable task) {
        real.execute(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return real.schedule(delay.dividedBy(speed), task);
    }

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public RandomGenerator random() {
        return real.random();
    }

    @Override
    public boolean onLoop() {
        return real.onLoop();
    }

    @Override
    public void close() {
        real.close();
    }
}
