package app.trunkline.sip.call;

import app.trunkline.loop.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/** So many of something in a time, of what others make us do. On the loop. */
public final class Pace {
    private final EventLoop loop;
    private final int most;
    private final Duration time;
    private final Queue<Instant> past = new ArrayDeque<>();

    public Pace(EventLoop loop, int most, Duration time) {
        this.loop = loop;
        this.most = most;
        this.time = time;
    }

    /** True where the next would be too many. */
    public boolean reached() {
        var since = loop.now().minus(time);
        past.removeIf(before -> !before.isAfter(since));
        return past.size() >= most;
    }

    /** There was one; where it is one too many it is not counted. */
    public void count() {
        if (!reached()) {
            past.add(loop.now());
        }
    }
}
